import { useTranslation } from 'react-i18next'
import { MayButton } from '../../app/abilities/may.tsx'
import { useAppInfo } from '../../client/queries.ts'
import { Bar } from '../../ui/bar.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { BackupsIcon, LogoIcon, MigrationsIcon, TimelineIcon } from '../../ui/icons.tsx'
import type { SampleOpening } from './use-open-sample.ts'
import css from './welcome.module.css'

const points = [
  ['see', MigrationsIcon],
  ['prove', BackupsIcon],
  ['undo', TimelineIcon],
] as const

/** The first screen of an empty store: what this is, and the two ways in. */
export function Welcome({ onConnect, sample }: { onConnect: () => void; sample: SampleOpening }) {
  const { t } = useTranslation('environments')
  const { data: info } = useAppInfo()
  const unavailable = info?.sample.available === false
  return (
    <div className={css.welcome}>
      <div className={css.inner}>
        <span className={css.logo}>
          <LogoIcon />
        </span>
        <h1 className={css.title}>{t('welcome.title')}</h1>
        <p className={css.lead}>{t('welcome.lead')}</p>
        <div className={css.ways}>
          <section className={css.way}>
            <h2>{t('welcome.sample')}</h2>
            <p>{unavailable ? (info?.sample.problem ?? t('welcome.sampleUnavailable')) : t('welcome.sampleText')}</p>
            {sample.busy ? (
              <SampleProgress sample={sample} />
            ) : (
              <MayButton operation="app.openSample" size="l" variant="primary" disabled={unavailable} onClick={sample.open}>
                {t('openSample')}
              </MayButton>
            )}
          </section>
          <section className={css.way}>
            <h2>{t('welcome.connect')}</h2>
            <p>{t('welcome.connectText')}</p>
            <MayButton operation="environments.create" size="l" variant={unavailable ? 'primary' : 'default'} onClick={onConnect}>
              {t('connect')}
            </MayButton>
          </section>
        </div>
        {sample.error !== undefined && sample.error !== null && <ErrorNotice error={sample.error} onRetry={sample.open} />}
        <ul className={css.points}>
          {points.map(([key, Icon]) => (
            <li key={key}>
              <Icon />
              <span>
                <b>{t(`welcome.points.${key}`)}</b> {t(`welcome.points.${key}Text`)}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function SampleProgress({ sample: { progress } }: { sample: SampleOpening }) {
  const { t } = useTranslation('environments')
  const label = progress?.label ?? t('welcome.starting')
  return (
    <div className={css.progress} role="status">
      <span>{label}</span>
      <Bar value={progress?.total ? (progress.done ?? 0) / progress.total : undefined} label={label} />
    </div>
  )
}
