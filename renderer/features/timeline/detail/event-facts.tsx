import { CopyButton } from '@mantine/core'
import { Check, Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../../app/navigation.ts'
import { useFormat } from '../../../i18n/format.ts'
import { EnvDot } from '../../../ui/env-dot.tsx'
import { Facts } from '../../../ui/field.tsx'
import { Section } from '../../../ui/panel.tsx'
import type { Entry } from '../entries.ts'
import css from '../timeline.module.css'

export function EventFacts({ entry: { event, environment } }: { entry: Entry }) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const where = (
    <span className={css.where}>
      {environment && <EnvDot colour={environment.colour} />} {environment?.name ?? event.env}
    </span>
  )
  const fingerprints = event.before && event.before === event.after ? t('detail.unchanged') : null
  return (
    <Section title={t('detail.what')}>
      <Facts
        facts={[
          [t('detail.when'), format.exact(event.at)],
          [t('detail.env'), where],
          [t('detail.who'), event.host ? t('detail.whoOn', { by: event.by, host: event.host }) : event.by],
          [t('detail.why'), event.reason ?? (event.journalled ? t('detail.noReason') : undefined)],
          [t('detail.took'), event.ms === null ? undefined : format.duration(event.ms)],
          [t('detail.script'), event.script && environment ? <Link text={event.script} onClick={() => navigate({ screen: 'migrations', env: environment.id, item: event.script })} /> : event.script],
          [t('detail.backup'), event.backupId && <Link text={event.backupId} onClick={() => navigate({ screen: 'backups', item: event.backupId })} />],
          [t('detail.run'), event.runId && <Print text={event.runId} length={18} />],
          [t('detail.plan'), event.planFingerprint && <Print text={event.planFingerprint} />],
          [t('detail.schemaBefore'), fingerprints === null && event.before ? <Print text={event.before} /> : undefined],
          [t('detail.schemaAfter'), event.after && (fingerprints ?? <Print text={event.after} />)],
          [t('detail.chain'), event.chain && t(`chain.states.${event.chain}`)],
        ]}
      />
      {event.note && event.chain !== 'broken' && <p className={css.quiet}>{event.note}</p>}
      {!event.journalled && <p className={css.quiet}>{t('detail.notJournalled')}</p>}
    </Section>
  )
}

function Link({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <button type="button" className={css.link} onClick={onClick}>
      {text}
    </button>
  )
}

/** A fingerprint: its beginning is enough for the eye, the whole of it for the clipboard. */
export function Print({ text, length = 12 }: { text: string; length?: number }) {
  const { t } = useTranslation('timeline')
  return (
    <span className={css.print}>
      <span className={css.mono} title={text}>
        {text.length > length ? `${text.slice(0, length)}…` : text}
      </span>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <button type="button" className={css.copy} aria-label={t('detail.copy', { text: text.slice(0, length) })} onClick={copy}>
            {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
          </button>
        )}
      </CopyButton>
    </span>
  )
}
