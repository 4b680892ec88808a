import type { ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import styles from './editor.module.css'

interface EditorFrameProps {
  host: Ref<HTMLDivElement>
  state: 'loading' | 'ready' | 'failed'
  retry: () => void
  children?: ReactNode
}

const widths = ['38%', '52%', '31%', '0', '44%', '60%', '27%']

/** The place of an editor: its own skeleton while the chunk loads, and a way on when it does not come. */
export function EditorFrame({ host, state, retry, children }: EditorFrameProps) {
  const { t } = useTranslation(['editor', 'common'])
  return (
    <div className={styles.frame} aria-busy={state === 'loading'}>
      <div ref={host} className={styles.host} />
      {state === 'loading' && (
        <div className={styles.skeleton} aria-hidden>
          {widths.map((width, index) => (
            <i key={index} style={{ width }} />
          ))}
        </div>
      )}
      {state === 'failed' && (
        <div className={styles.failed} role="alert">
          <p className={styles.failedTitle}>{t('failed')}</p>
          <p>{t('failedHelp')}</p>
          <Button size="s" onClick={retry}>
            {t('common:retry')}
          </Button>
        </div>
      )}
      {children}
    </div>
  )
}
