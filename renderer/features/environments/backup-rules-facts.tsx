import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { BackupRules, Retention, Schedule } from '#shared/contract/environments.ts'
import type { Format } from '../../i18n/create-format.ts'
import { useFormat } from '../../i18n/format.ts'
import { Facts } from '../../ui/field.tsx'
import { weekdayName } from './weekday-name.ts'

/** The rules of an environment's backups, in words. */
export function BackupRulesFacts({ rules }: { rules: BackupRules }) {
  const { t } = useTranslation('keeping')
  const format = useFormat()
  const rehearsals = [rules.rehearse && t('rules.afterEach'), rules.rehearseSchedule && scheduleWords(t, format, rules.rehearseSchedule)].filter((words) => typeof words === 'string')
  const { manual, scheduled, automatic } = rules.retention
  return (
    <Facts
      facts={[
        [t('rules.format'), [t(`form.formats.${rules.format}`), rules.format === 'directory' && rules.jobs > 1 && `× ${rules.jobs}`, rules.compression].filter(Boolean).join(' · ')],
        [t('rules.schedule'), rules.schedule ? scheduleWords(t, format, rules.schedule) : t('rules.never')],
        [t('rules.rehearse'), rehearsals.length > 0 ? rehearsals.join(', ') : t('rules.never')],
        ...([['manual', manual], ['scheduled', scheduled], ['automatic', automatic]] as const).map(([name, rule]) => [t('rules.keep', { class: t(`form.classes.${name}`) }), retentionWords(t, rule)] as const),
      ]}
    />
  )
}

function scheduleWords(t: TFunction<'keeping'>, format: Format, { every, at, weekday }: Schedule): string {
  if (every === 'hour') return t('rules.hourly', { minute: Number(at.slice(3)) })
  return every === 'day' ? t('rules.daily', { at }) : t('rules.weekly', { weekday: weekdayName(format, weekday), at })
}

function retentionWords(t: TFunction<'keeping'>, { count, days }: Retention): string {
  const newest = count === null ? undefined : t('rules.newest', { count })
  const young = days === null ? undefined : t('rules.days', { count: days })
  if (newest !== undefined && young !== undefined) return t('rules.or', { one: newest, other: young })
  return newest ?? young ?? t('rules.all')
}
