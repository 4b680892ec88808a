import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Entry } from '../entries.ts'
import { looks, type Kind } from '../looks.ts'
import css from '../timeline.module.css'
import { MarkSign } from './mark.tsx'

/** Only the kinds that are shown; kinds of one look stand together. */
export function Legend({ entries }: { entries: readonly Entry[] }) {
  const { t } = useTranslation('timeline')
  const groups = useMemo(() => groupsOf(entries), [entries])
  return (
    <ul className={css.legend} aria-label={t('legend')}>
      {groups.map((kinds) => (
        <li key={kinds[0]}>
          <MarkSign kind={kinds[0] ?? 'backup'} />
          {kinds.map((kind) => t(`kinds.${kind}`)).join(', ')}
        </li>
      ))}
    </ul>
  )
}

function groupsOf(entries: readonly Entry[]): Kind[][] {
  const present = new Set(entries.map(({ event }) => event.kind))
  const groups = new Map<string, Kind[]>()
  for (const kind of (Object.keys(looks) as Kind[]).filter((each) => present.has(each))) {
    const { shape, tone } = looks[kind]
    groups.set(shape + tone, [...(groups.get(shape + tone) ?? []), kind])
  }
  return [...groups.values()]
}
