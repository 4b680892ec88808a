import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { navigate, select } from '../../app/navigation.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { EnvDot } from '../../ui/env-dot.tsx'
import { Facts } from '../../ui/field.tsx'
import { Panel, PanelBody, PanelFoot, PanelHead, Section } from '../../ui/panel.tsx'
import { Tag } from '../../ui/tag.tsx'
import { environmentOf } from './lanes.ts'
import { looks } from './looks.ts'
import css from './timeline.module.css'

/** Who, when, why and with what outcome. */
export function EventDetail({ event, environments }: { event: TimelineEvent; environments: readonly Environment[] }) {
  const { t } = useTranslation(['timeline', 'common'])
  const format = useFormat()
  const environment = environmentOf(environments, event.env)
  const where = (
    <span className={css.where}>
      {environment && <EnvDot colour={environment.colour} />} {environment?.name ?? event.env}
    </span>
  )
  const mono = (text: string | null) => text && <span className={css.mono}>{text}</span>
  return (
    <Panel tone="raise" label={t('timeline:detail.label')}>
      <PanelHead title={[event.version && `V${event.version}`, event.description].filter(Boolean).join(' ') || t(`timeline:kinds.${event.kind}`)} tags={<Tag tone={looks[event.kind].tone}>{t(`timeline:kinds.${event.kind}`)}</Tag>}>
        <IconButton label={t('common:close')} icon={<X />} onClick={() => select(null)} />
      </PanelHead>
      <PanelBody>
        {event.problem && (
          <Section title={t('timeline:detail.problem')}>
            <p className={css.trouble}>{event.problem}</p>
          </Section>
        )}
        <Section title={t('timeline:detail.what')}>
          <Facts
            facts={[
              [t('timeline:detail.when'), format.exact(event.at)],
              [t('timeline:detail.env'), where],
              [t('timeline:detail.who'), event.host ? t('timeline:detail.whoOn', { by: event.by, host: event.host }) : event.by],
              [t('timeline:detail.why'), event.reason ?? t('timeline:detail.noReason')],
              [t('timeline:detail.took'), event.ms === null ? undefined : format.duration(event.ms)],
              [t('timeline:detail.script'), mono(event.script)],
              [t('timeline:detail.plan'), event.planFingerprint && <span className={css.mono} title={event.planFingerprint}>{`${event.planFingerprint.slice(0, 16)}…`}</span>],
              [t('timeline:detail.run'), mono(event.runId)],
              [t('timeline:detail.backup'), mono(event.backupId)],
            ]}
          />
        </Section>
        {!event.journalled && (
          <Section>
            <p className={css.quiet}>{t('timeline:detail.notJournalled')}</p>
          </Section>
        )}
      </PanelBody>
      <Ways event={event} environment={environment} />
    </Panel>
  )
}

function Ways({ event, environment }: { event: TimelineEvent; environment: Environment | undefined }) {
  const { t } = useTranslation('timeline')
  const toBackup = event.backupId ?? (event.kind === 'backup' ? '' : null)
  if (!event.script && toBackup === null) return null
  return (
    <PanelFoot>
      {event.script && environment && <Button onClick={() => navigate({ screen: 'migrations', env: environment.id, item: event.script })}>{t('detail.showMigration')}</Button>}
      {toBackup !== null && <Button onClick={() => navigate({ screen: 'backups', item: toBackup || null })}>{t('detail.showBackup')}</Button>}
    </PanelFoot>
  )
}
