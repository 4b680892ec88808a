import { Select, type ComboboxItem } from '@mantine/core'
import { Archive, Camera, FolderGit2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStatus } from '../../client/queries.ts'
import { EnvDot } from '../../ui/env-dot.tsx'
import { choiceOf, environmentOf, environmentOfFolder, foldersOf, readSource, versionOf, withVersion, type Offer } from './sources.ts'
import { useSourceWords } from './use-source-words.ts'
import css from './sources.module.css'

interface SourcePickerProps {
  side: 'a' | 'b'
  value: string | null
  offer: Offer
  onChange: (source: string) => void
  /** On the first page: the words of the side stand above. */
  big?: boolean
}

/** One side of a comparison: a database, migration files at a version, a snapshot or a backup. */
export function SourcePicker({ side, value, offer, onChange, big = false }: SourcePickerProps) {
  const { t } = useTranslation('compare')
  const data = useGroups(offer)
  const choice = choiceOf(value)
  const isFolder = readSource(value)?.kind === 'dir'
  const label = t(side === 'a' ? 'side.aLabel' : 'side.bLabel')
  return (
    <div className={big ? `${css.picker} ${css.big}` : css.picker}>
      {big && (
        <p className={css.words} aria-hidden>
          <span className={css.letter}>{side.toUpperCase()}</span> {t(side === 'a' ? 'side.a' : 'side.b')}
        </p>
      )}
      <div className={css.selects}>
        <Select
          className={css.source}
          size={big ? 'sm' : 'xs'}
          aria-label={label}
          placeholder={t('pick.placeholder')}
          nothingFoundMessage={t('pick.search')}
          searchable
          maxDropdownHeight={380}
          limit={300}
          comboboxProps={{ width: 340, position: 'bottom-start' }}
          leftSection={big ? value !== null && <SourceSign source={value} offer={offer} /> : <span className={css.letter} aria-hidden>{side.toUpperCase()}</span>}
          data={data}
          value={choice}
          onChange={(next) => next !== null && onChange(next)}
          renderOption={({ option }) => <SourceOption option={option} offer={offer} />}
        />
        {isFolder && value !== null && <VersionSelect side={side} value={value} offer={offer} onChange={onChange} big={big} />}
      </div>
    </div>
  )
}

function useGroups(offer: Offer): { group: string; items: ComboboxItem[] }[] {
  const { t } = useTranslation('compare')
  const words = useSourceWords(offer)
  const groups = [
    { group: t('pick.environments'), items: offer.environments.map(({ name }) => ({ value: `env:${name}`, label: name })) },
    { group: t('pick.folders'), items: foldersOf(offer.environments).map(({ migrationsFolder }) => ({ value: `dir:${migrationsFolder}`, label: words.folder(migrationsFolder) })) },
    { group: t('pick.snapshots'), items: offer.snapshots.map((each) => ({ value: `snapshot:${each.id}`, label: words.snapshot(each) })) },
    { group: t('pick.backups'), items: offer.backups.map((each) => ({ value: `backup:${each.id}`, label: words.backup(each) })) },
  ]
  return groups.filter(({ items }) => items.length > 0)
}

function SourceOption({ option, offer }: { option: ComboboxItem; offer: Offer }) {
  const { t } = useTranslation('common')
  const source = readSource(option.value)
  const note =
    source?.kind === 'env' ? t(`class.${environmentOf(option.value, offer)?.class ?? 'development'}`)
    : source?.kind === 'dir' ? source.folder
    : source?.kind === 'backup' ? versionWords(offer.backups.find(({ id }) => id === source.backup)?.migrationVersion)
    : source?.kind === 'snapshot' ? versionWords(offer.snapshots.find(({ id }) => id === source.snapshot)?.migrationVersion)
    : ''
  return (
    <span className={css.option}>
      <SourceSign source={option.value} offer={offer} />
      <span className={css.optionName}>{option.label}</span>
      <span className={css.optionNote}>{note}</span>
    </span>
  )
}

function versionWords(version: string | null | undefined): string {
  return version ? `V${version}` : ''
}

function SourceSign({ source, offer }: { source: string | null; offer: Offer }) {
  const kind = readSource(source)?.kind
  const environment = kind === 'env' && source !== null ? environmentOf(source, offer) : undefined
  if (environment) return <EnvDot colour={environment.colour} />
  if (kind === 'dir') return <FolderGit2 size={14} aria-hidden />
  if (kind === 'backup') return <Archive size={14} aria-hidden />
  return kind === undefined ? null : <Camera size={14} aria-hidden />
}

/** Up to which version the files of a folder are taken. */
function VersionSelect({ side, value, offer, onChange, big }: Omit<SourcePickerProps, 'value'> & { value: string }) {
  const { t } = useTranslation('compare')
  const source = readSource(value)
  const environment = source?.kind === 'dir' ? environmentOfFolder(offer.environments, source.folder) : undefined
  const status = useStatus(environment?.id ?? null)
  const versions = (status.data?.migrations ?? []).flatMap(({ kind, version, description }) => (kind === 'versioned' && version !== null ? [{ version, description }] : [])).toReversed()
  const chosen = versionOf(value)
  const known = chosen === '' || versions.some(({ version }) => version === chosen)
  const data = [
    { value: '', label: t('pick.allFiles') },
    ...(known ? [] : [{ value: chosen, label: t('pick.at', { version: chosen }) }]),
    ...versions.map(({ version, description }) => ({ value: version, label: t('pick.at', { version }), description })),
  ]
  return (
    <Select
      className={css.version}
      size={big ? 'sm' : 'xs'}
      aria-label={t('pick.version', { side: side.toUpperCase() })}
      title={status.isError ? t('pick.noVersions') : undefined}
      data={data}
      limit={500}
      searchable
      comboboxProps={{ width: 260, position: 'bottom-start' }}
      value={chosen}
      onChange={(version) => onChange(withVersion(value, version ?? ''))}
      renderOption={({ option }) => (
        <span className={css.option}>
          <span className={css.optionName}>{option.label}</span>
          <span className={css.optionNote}>{versions.find(({ version }) => version === option.value)?.description}</span>
        </span>
      )}
    />
  )
}
