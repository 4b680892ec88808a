import { useTranslation } from 'react-i18next'
import type { Rehearsal } from '#shared/contract/backups.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Facts } from '../../../ui/field.tsx'
import { Section } from '../../../ui/panel.tsx'
import css from './keeping.module.css'

/** What the last rehearsal compared, where, and what it found. */
export function RehearsalSection({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation('keeping')
  const format = useFormat()
  const { at, by, server, depth, ms, problems } = rehearsal
  return (
    <Section title={t('rehearsal.title')}>
      <Facts
        facts={[
          [t('rehearsal.when'), `${format.dateTime(at)} · ${t('rehearsal.took', { time: format.duration(ms) })}`],
          [t('rehearsal.where'), server],
          [t('rehearsal.by'), by],
          [t('rehearsal.compared'), t(`rehearsal.depth.${depth}`)],
        ]}
      />
      {problems.length > 0 && (
        <div className={css.problems}>
          <h4>{t('rehearsal.problems', { count: problems.length })}</h4>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  )
}
