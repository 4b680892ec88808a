import { ArrowLeftRight, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { CompareIcon } from '../../ui/icons.tsx'
import type { Drawing } from './chart/painter.ts'
import type { Entry } from './entries.ts'
import { versionWord } from './looks.ts'
import { pointOf, useComparePoints } from './use-compare-points.ts'
import type { ChangeView } from './use-view.ts'
import css from './timeline.module.css'

/** The two points that are to be compared; there while at least one is chosen. */
export function CompareBar({ pins: [a, b], change }: { pins: Drawing['pins']; change: ChangeView }) {
  const { t } = useTranslation('timeline')
  const compare = useComparePoints()
  if (!a && !b) return null
  return (
    <div className={css.compare} role="region" aria-label={t('compare.label')}>
      <Pin letter="A" entry={a} />
      <IconButton label={t('compare.swap')} icon={<ArrowLeftRight />} onClick={() => change({ a: b?.event.id ?? null, b: a?.event.id ?? null })} />
      <Pin letter="B" entry={b} />
      <span className={css.gap} />
      <Button size="s" variant="primary" icon={<CompareIcon />} disabled={!a || !b || a === b} busy={compare.isPending} onClick={() => a && b && compare.mutate({ a: pointOf(a), b: pointOf(b) })}>
        {t('compare.run')}
      </Button>
      <IconButton label={t('compare.clear')} icon={<X />} onClick={() => change({ a: null, b: null })} />
      {compare.error !== null && <ErrorNotice error={compare.error} />}
    </div>
  )
}

function Pin({ letter, entry }: { letter: 'A' | 'B'; entry: Entry | null }) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  return (
    <span className={css.pinned}>
      <span className={css.pin}>{letter}</span>
      {entry ? (
        <span className={css.pinWords}>
          {entry.environment?.name ?? entry.event.env} · {format.dateTime(entry.at)} · {[versionWord(entry.event), t(`kinds.${entry.event.kind}`)].filter(Boolean).join(' ')}
        </span>
      ) : (
        <span className={css.pinNone}>{t('compare.pick', { letter })}</span>
      )}
    </span>
  )
}
