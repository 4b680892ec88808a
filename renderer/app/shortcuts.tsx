import { useHotkeys } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { useDrawer } from './drawer-state.ts'
import { navigate, screens } from './navigation.ts'

/** Keys that work on every screen; the palette and the tooltips show them. */
export function Shortcuts() {
  const toggle = useDrawer((drawer) => drawer.toggle)
  useHotkeys(
    [
      ['mod+K', () => spotlight.open()],
      ['mod+J', toggle],
      ...screens.slice(0, 9).map((screen, index): [string, () => void] => [`mod+${index + 1}`, () => navigate({ screen })]),
    ],
    [],
  )
  return null
}
