import { useTranslation } from 'react-i18next'
import { navigate, useNavigation } from '../../app/navigation.ts'
import { useEnvironment } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { CompareIcon } from '../../ui/icons.tsx'
import { pick, useCompare } from './compare-store.ts'
import { open, Options, SwapButton, useRecentWords } from './source-bar.tsx'
import { SourcePicker } from './source-picker.tsx'
import { useDrift, useOffer, useRun } from './use-comparison.ts'
import css from './sources.module.css'

interface StartProps {
  offer: ReturnType<typeof useOffer>
  run: ReturnType<typeof useRun>
  drift: ReturnType<typeof useDrift>
}

/** Where a comparison begins: two sides, and those that were looked at before. */
export function Start({ offer, run, drift }: StartProps) {
  const { t } = useTranslation('compare')
  const { a, b, schemas } = useCompare()
  const environment = useEnvironment(useNavigation().env)
  const same = a !== null && a === b
  const problem = run.error ?? drift.error
  return (
    <div className={css.start}>
      <section className={css.sheet} aria-label={t('start.title')}>
        <h2>{t('start.title')}</h2>
        <p className={css.lead}>{t('start.text')}</p>
        <div className={css.pair}>
          <SourcePicker big side="a" value={a} offer={offer} onChange={(source) => pick({ a: source })} />
          <SwapButton />
          <SourcePicker big side="b" value={b} offer={offer} onChange={(source) => pick({ b: source })} />
        </div>
        <div className={css.go}>
          <Button variant="primary" disabled={!a || !b || same} busy={run.isPending} onClick={() => a && b && run.mutate({ a, b, schemas })}>
            {t('run')}
          </Button>
          <Options />
          {schemas.length > 0 && <span className={css.note}>{t('schemasOnly', { count: schemas.length, names: schemas.join(', ') })}</span>}
          {same && <span className={css.warn} role="status">{t('same')}</span>}
          <span className={css.gap} />
          {environment && environment.migrationsFolder !== '' && (
            <Button
              variant="quiet"
              busy={drift.isPending}
              title={t('driftHelp', { env: environment.name })}
              onClick={() => drift.mutate({ env: environment.id, name: environment.name, folder: environment.migrationsFolder })}
            >
              {t('drift', { env: environment.name })}
            </Button>
          )}
        </div>
        {offer.missing.length > 0 && <p className={css.warn}>{t('pick.missing', { what: offer.missing.map((what) => t(`pick.missingWhat.${what}`)).join(', ') })}</p>}
        {problem !== null && <ErrorNotice error={problem} />}
        <RecentList offer={offer} />
      </section>
    </div>
  )
}

function RecentList({ offer }: Pick<StartProps, 'offer'>) {
  const { t } = useTranslation('compare')
  const recent = useCompare((state) => state.recent)
  const words = useRecentWords(offer)
  if (recent.length === 0) return null
  return (
    <div className={css.recent}>
      <h3>{t('recent')}</h3>
      {recent.slice(0, 6).map((each) => (
        <button key={each.jobId} type="button" className={css.recentRow} onClick={() => open(each.jobId)}>
          <span>{words.title(each)}</span>
          <span className={css.note}>{words.when(each)}</span>
        </button>
      ))}
    </div>
  )
}

/** Before there is any database to compare. */
export function NothingToCompare() {
  const { t } = useTranslation('compare')
  return (
    <Empty icon={<CompareIcon />} title={t('start.none')} action={<Button variant="primary" onClick={() => navigate({ screen: 'environments' })}>{t('start.connect')}</Button>}>
      {t('start.noneText')}
    </Empty>
  )
}
