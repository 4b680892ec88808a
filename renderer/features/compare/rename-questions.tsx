import { useTranslation } from 'react-i18next'
import type { Comparison } from '#shared/contract/compare.ts'
import { Button } from '../../ui/button.tsx'
import type { View } from './compare-store.ts'
import css from './compare.module.css'

interface RenameQuestionsProps {
  comparison: Comparison
  view: View
  change: (change: Partial<View>) => void
}

const bare = (id: string) => id.slice(id.indexOf(':') + 1)

/** Asks about what looks renamed. Nothing is renamed unless a person says so. */
export function RenameQuestions({ comparison: { renames }, view, change }: RenameQuestionsProps) {
  const { t } = useTranslation('compare')
  if (renames.length === 0) return null
  const answer = (from: string, value: 'yes' | 'no' | undefined) => {
    const { [from]: _old, ...others } = view.answers
    change({ answers: value === undefined ? others : { ...others, [from]: value } })
  }
  return (
    <section className={css.renames} aria-label={t('rename.label')}>
      {renames.map(({ from, to, reason }) => {
        const given = view.answers[from]
        const names = { from: bare(from), to: bare(to) }
        return (
          <div key={`${from} ${to}`} className={css.rename} data-answer={given ?? 'none'}>
            <p>
              <b>{given === 'yes' ? t('rename.done', names) : given === 'no' ? t('rename.dropped', names) : t('rename.ask', names)}</b>{' '}
              <span className={css.quiet}>
                {reason}
                {given === undefined && `. ${t('rename.unanswered')}`}
              </span>
            </p>
            {given === undefined ? (
              <>
                <Button size="s" onClick={() => answer(from, 'yes')}>
                  {t('rename.yes')}
                </Button>
                <Button size="s" onClick={() => answer(from, 'no')}>
                  {t('rename.no')}
                </Button>
              </>
            ) : (
              <Button size="s" variant="quiet" onClick={() => answer(from, undefined)}>
                {t('rename.change')}
              </Button>
            )}
          </div>
        )
      })}
    </section>
  )
}
