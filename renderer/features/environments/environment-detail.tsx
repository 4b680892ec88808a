import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { useFormat } from '../../i18n/format.ts'
import { Facts } from '../../ui/field.tsx'
import { Panel, PanelBody, PanelHead, Section } from '../../ui/panel.tsx'
import { Tag } from '../../ui/tag.tsx'
import { BackupRulesFacts } from './backup-rules-facts.tsx'
import { Doctor } from './doctor.tsx'
import css from './environments.module.css'

/** Settings of one environment, and the doctor who tests its connection. `test` counts how often that was asked for. */
export function EnvironmentDetail({ environment, test, onTest }: { environment: Environment; test: number; onTest: () => void }) {
  const { t } = useTranslation(['environments', 'common', 'keeping'])
  const { connection, policies, shadow } = environment
  const mono = (text: string | undefined) => text && <span className={css.mono}>{text}</span>
  return (
    <Panel tone="raise" label={environment.name}>
      <PanelHead title={environment.name} tags={environment.class !== environment.name && <Tag tone={environment.class === 'production' ? 'bad' : 'neutral'}>{t(`common:class.${environment.class}`)}</Tag>} />
      <PanelBody>
        <Doctor env={environment.id} asked={test} onAsk={onTest} />
        <Section title={t('environments:detail.connection')}>
          <Facts
            facts={[
              [t('environments:fields.host'), mono(`${connection.host}:${connection.port}`)],
              [t('environments:fields.database'), mono(connection.database)],
              [t('environments:fields.user'), mono(connection.user)],
              [t('environments:fields.password'), environment.hasPassword ? t('environments:detail.passwordKept') : t('environments:detail.passwordAbsent')],
              [t('environments:fields.sslmode'), mono(connection.sslmode)],
              [t('environments:fields.sslrootcert'), mono(connection.sslrootcert)],
              [t('environments:fields.sslcert'), mono(connection.sslcert)],
              [t('environments:fields.service'), mono(connection.service)],
            ]}
          />
        </Section>
        <Section title={t('environments:detail.migrations')}>
          <Facts
            facts={[
              [t('environments:fields.folder'), environment.migrationsFolder ? mono(environment.migrationsFolder) : t('environments:detail.noFolder')],
              [t('environments:fields.history'), mono(`${environment.schema}.${environment.historyTable}`)],
              [t('environments:fields.backupFolder'), mono(environment.backupFolder)],
            ]}
          />
        </Section>
        <Section title={t('environments:detail.policies')}>
          <Policies policies={policies} />
        </Section>
        <Section title={t('keeping:form.title')}>
          <BackupRulesFacts rules={environment.backups} />
        </Section>
        <Section title={t('environments:detail.shadow')}>
          <Facts facts={[[t('environments:fields.host'), shadow ? mono(`${shadow.user}@${shadow.host}:${shadow.port}`) : t('environments:shadow.none')]]} />
        </Section>
      </PanelBody>
    </Panel>
  )
}

function Policies({ policies }: { policies: Environment['policies'] }) {
  const { t } = useTranslation(['environments', 'keeping'])
  const format = useFormat()
  const yes = (on: boolean | undefined) => (on ? t('detail.yes') : t('detail.no'))
  return (
    <Facts
      facts={[
        [t('policies.backupShort'), yes(policies.backupBeforeMigrating)],
        [t('policies.confirmShort'), yes(policies.confirm)],
        [t('policies.lockShort'), format.duration(policies.lockTimeoutMs)],
        [t('policies.statementShort'), policies.statementTimeoutMs === 0 ? t('detail.noLimit') : format.duration(policies.statementTimeoutMs)],
        [t('policies.orderShort'), yes(policies.outOfOrder)],
        [t('policies.previewRowsShort'), format.number(policies.previewRows)],
        [t('policies.previewTimeoutShort'), format.duration(policies.previewTimeoutMs)],
        [t('keeping:policies.secondShort'), yes(policies.secondPerson)],
        [t('keeping:policies.confirmationShort'), t('keeping:policies.minutes', { count: policies.confirmationMinutes })],
        [t('keeping:policies.rollbackShort'), yes(policies.rollbackOnFailure)],
        [t('keeping:policies.replacedShort'), policies.keepReplacedDays === 0 ? t('keeping:policies.untilDropped') : t('policies.days', { count: policies.keepReplacedDays })],
        [t('policies.archiveDaysShort'), policies.archiveDays === 0 ? t('detail.noLimit') : t('policies.days', { count: policies.archiveDays })],
      ]}
    />
  )
}
