import { Menu, Popover, TagsInput } from '@mantine/core'
import { ArrowLeftRight, History, SlidersHorizontal, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { select, useNavigation } from '../../app/navigation.ts'
import { useEnvironment } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { pick, show, useCompare, type Recent } from './compare-store.ts'
import { SourcePicker } from './source-picker.tsx'
import type { Offer } from './sources.ts'
import { useDrift, useRun } from './use-comparison.ts'
import { useSourceWords } from './use-source-words.ts'
import css from './sources.module.css'

interface SourceBarProps {
  offer: Offer
  run: ReturnType<typeof useRun>
  drift: ReturnType<typeof useDrift>
}

/** Both sides above a comparison: to choose others, to swap them, to compare again. */
export function SourceBar({ offer, run, drift }: SourceBarProps) {
  const { t } = useTranslation('compare')
  const { a, b, schemas } = useCompare()
  return (
    <header className={css.bar}>
      <h1>{t('title')}</h1>
      <SourcePicker side="a" value={a} offer={offer} onChange={(source) => pick({ a: source })} />
      <SwapButton />
      <SourcePicker side="b" value={b} offer={offer} onChange={(source) => pick({ b: source })} />
      <Options />
      <Button size="s" disabled={!a || !b || a === b} busy={run.isPending} title={a !== null && a === b ? t('same') : undefined} onClick={() => a && b && run.mutate({ a, b, schemas })}>
        {t('run')}
      </Button>
      <span className={css.gap} />
      <RecentMenu offer={offer} drift={drift} />
      <IconButton label={t('close')} icon={<X aria-hidden />} onClick={() => open(null)} />
    </header>
  )
}

export function SwapButton() {
  const { t } = useTranslation('compare')
  const { a, b } = useCompare()
  return <IconButton label={t('swap')} icon={<ArrowLeftRight aria-hidden />} disabled={a === null && b === null} onClick={() => pick({ a: b, b: a })} />
}

/** Which schemas are compared. */
export function Options() {
  const { t } = useTranslation('compare')
  const schemas = useCompare((state) => state.schemas)
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <IconButton label={schemas.length > 0 ? t('schemasOnly', { count: schemas.length, names: schemas.join(', ') }) : t('options')} pressed={schemas.length > 0} icon={<SlidersHorizontal aria-hidden />} />
      </Popover.Target>
      <Popover.Dropdown className={css.options} aria-label={t('options')}>
        <TagsInput label={t('schemas')} description={t('schemasHelp')} value={[...schemas]} onChange={(next) => pick({ schemas: next })} size="xs" />
      </Popover.Dropdown>
    </Popover>
  )
}

/** Puts a comparison of before on the screen, or none. */
export function open(jobId: string | null): void {
  show(jobId)
  select(jobId)
}

function RecentMenu({ offer, drift }: { offer: Offer; drift: ReturnType<typeof useDrift> }) {
  const { t } = useTranslation('compare')
  const { recent, current } = useCompare()
  const environment = useEnvironment(useNavigation().env)
  const words = useRecentWords(offer)
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <IconButton label={t('recent')} icon={<History aria-hidden />} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('recent')}</Menu.Label>
        {recent.map((each) => (
          <Menu.Item key={each.jobId} disabled={each.jobId === current} onClick={() => open(each.jobId)} rightSection={<span className={css.note}>{words.when(each)}</span>}>
            {words.title(each)}
          </Menu.Item>
        ))}
        {environment && environment.migrationsFolder !== '' && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => drift.mutate({ env: environment.id, name: environment.name, folder: environment.migrationsFolder })}>{t('drift', { env: environment.name })}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

export function useRecentWords(offer: Offer) {
  const { t } = useTranslation('compare')
  const format = useFormat()
  const words = useSourceWords(offer)
  return {
    title: ({ a, b, drift }: Recent) => (drift === undefined ? t('recentLine', { a: words.title(a), b: words.title(b) }) : t('recentDrift', { env: drift.name })),
    when: ({ at }: Recent) => format.ago(at),
  }
}
