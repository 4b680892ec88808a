import { useTranslation } from 'react-i18next'
import { driftDetailsSchema } from '#shared/contract/timeline.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Facts } from '../../../ui/field.tsx'
import { Section } from '../../../ui/panel.tsx'
import { Tag } from '../../../ui/tag.tsx'
import css from '../timeline.module.css'

const tones = { added: 'ok', removed: 'bad', changed: 'warn' } as const
const most = 30

/** What changed outside of migrations, since when, and who may have done it. */
export function DriftFacts({ details }: { details: unknown }) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const drift = driftDetailsSchema.safeParse(details).data
  if (!drift) return null
  const { objects, count, between, roles } = drift
  return (
    <Section title={t('drift.title')} note={count === null ? undefined : t('drift.count', { count })}>
      {objects === null && <p className={css.quiet}>{t('drift.unknown')}</p>}
      {objects && (
        <ul className={css.objects}>
          {objects.slice(0, most).map(({ change, kind, name, owner }) => (
            <li key={`${kind} ${name}`}>
              <Tag tone={tones[change]}>{t(`drift.${change}`)}</Tag>
              <span className={css.object} title={owner === null ? undefined : t('drift.owner', { owner })}>
                {kind.replaceAll('_', ' ')} <b>{name}</b>
              </span>
            </li>
          ))}
          {(count ?? 0) > Math.min(most, objects.length) && <li className={css.quiet}>{t('more', { count: (count ?? 0) - Math.min(most, objects.length) })}</li>}
        </ul>
      )}
      <Facts
        facts={[
          [t('drift.between'), t('range', { from: format.dateTime(between.from), to: format.dateTime(between.to) })],
          [t('drift.roles'), roles.length === 0 ? t('drift.noRole') : roles.map(({ role, why }) => `${role}: ${why}`).join('; ')],
        ]}
      />
    </Section>
  )
}
