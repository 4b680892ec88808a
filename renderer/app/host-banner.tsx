import { WifiOff } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useHost } from '../client/host-state.ts'
import { client, queryClient } from '../client/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { useNow } from '../i18n/use-now.ts'
import { Button } from '../ui/button.tsx'
import css from './host-banner.module.css'

const every = 1_500

/** Stands under the bar while the host does not answer; asks it again until it does, then reads everything anew. */
export function HostBanner() {
  const { t } = useTranslation(['frame', 'common'])
  const format = useFormat()
  const { goneSince } = useHost()
  const now = useNow(1_000)
  useEffect(() => {
    if (goneSince === null) return
    const timer = setInterval(() => void knock(), every)
    return () => {
      clearInterval(timer)
      void queryClient.invalidateQueries()
    }
  }, [goneSince])
  if (goneSince === null) return null
  return (
    <div className={css.banner} role="alert">
      <WifiOff aria-hidden />
      <b>{t('frame:offline.title')}</b>
      <span>{t('frame:offline.text', { when: format.ago(goneSince, now) })}</span>
      <Button size="s" onClick={() => void knock()}>
        {t('common:retry')}
      </Button>
    </div>
  )
}

async function knock(): Promise<void> {
  await client.app.info({}).catch(() => undefined)
}
