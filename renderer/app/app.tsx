import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import type { Settings } from '#shared/contract/app.ts'
import { queryClient } from '../client/query-client.ts'
import { cssVariablesResolver, theme } from '../ui/theme.ts'
import { Gate } from './sign-in/gate.tsx'

export function App({ settings }: { settings: Settings }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme={settings.theme === 'system' ? 'auto' : settings.theme}>
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" limit={3} />
        <Gate />
      </QueryClientProvider>
    </MantineProvider>
  )
}
