import { Checkbox, NumberInput, Select } from '@mantine/core'
import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { compressionMethods, type CompressionMethod, type DumpChoice } from '#shared/contract/backups-making.ts'
import type { BackupRules } from '#shared/contract/environments.ts'
import { CreateScope } from './create-scope.tsx'
import css from './create-options.module.css'

interface OptionsProps {
  env: string
  rules: BackupRules
  choice: DumpChoice
  onChange: (change: DumpChoice) => void
  /** What the client can compress by; undefined while that is not known. */
  compressions: readonly CompressionMethod[] | undefined
}

const levels: Record<CompressionMethod, number> = { none: 0, gzip: 9, lz4: 12, zstd: 22 }
const usualLevels: Record<CompressionMethod, number> = { none: 0, gzip: 1, lz4: 1, zstd: 3 }

/** How the backup is made: closed it says in one line what the environment has set. */
export function CreateOptions({ env, rules, choice, onChange, compressions }: OptionsProps) {
  const { t } = useTranslation('backups')
  const [open, setOpen] = useState(false)
  const format = choice.format ?? rules.format
  const compression = choice.compression ?? rules.compression
  const content = choice.content ?? 'all'
  const words = [t(`options.contents.${content}`), t(`options.formats.${format}`), compression.replace(':', ' '), (choice.encrypt ?? rules.encrypt) && t('options.encrypted')]
  return (
    <section className={css.options}>
      <button type="button" className={css.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight size={14} aria-hidden data-open={open} />
        <span>{t('options.title')}</span>
        {!open && <span className={css.summary}>{words.filter(Boolean).join(' · ')}</span>}
      </button>
      {open && (
        <div className={css.grid}>
          <CreateScope env={env} choice={choice} onChange={onChange} />
          <Select
            size="xs"
            label={t('options.format')}
            allowDeselect={false}
            value={format}
            data={(['custom', 'directory'] as const).map((value) => ({ value, label: t(`options.formatsLong.${value}`) }))}
            onChange={(value) => onChange({ format: value === 'directory' ? value : 'custom', jobs: undefined })}
          />
          <NumberInput
            size="xs"
            label={t('options.jobs')}
            min={1}
            max={64}
            allowDecimal={false}
            clampBehavior="strict"
            disabled={format === 'custom'}
            value={format === 'custom' ? 1 : (choice.jobs ?? rules.jobs)}
            onChange={(value) => onChange({ jobs: Math.max(1, Number(value)) })}
          />
          <Compression compression={compression} compressions={compressions} onChange={(next) => onChange({ compression: next })} />
          <Tick label={t('options.globals')} help={t('options.globalsHelp')} checked={choice.globals ?? rules.globals} onChange={(next) => onChange({ globals: next })} />
          <Tick label={t('options.encrypt')} help={t('options.encryptHelp')} checked={choice.encrypt ?? rules.encrypt} onChange={(next) => onChange({ encrypt: next })} />
        </div>
      )}
    </section>
  )
}

function Tick({ label, help, checked, onChange }: { label: string; help: string; checked: boolean; onChange: (checked: boolean) => void }) {
  const id = useId()
  return (
    <div className={css.wide}>
      <Checkbox size="xs" label={label} aria-describedby={id} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <p id={id} className={css.help}>
        {help}
      </p>
    </div>
  )
}

interface CompressionProps {
  compression: string
  compressions: readonly CompressionMethod[] | undefined
  onChange: (compression: string) => void
}

/** What the client was not built with is there and cannot be chosen. */
function Compression({ compression, compressions, onChange }: CompressionProps) {
  const { t } = useTranslation('backups')
  const [name, level] = compression.split(':')
  const method = compressionMethods.find((each) => each === name) ?? 'gzip'
  const data = compressionMethods.map((value) => ({ value, label: value === 'none' ? t('options.none') : value, disabled: compressions !== undefined && !compressions.includes(value) }))
  const choose = (value: string | null) => {
    const next = compressionMethods.find((each) => each === value) ?? 'gzip'
    onChange(next === 'none' ? next : `${next}:${usualLevels[next]}`)
  }
  return (
    <>
      <Select size="xs" label={t('options.compression')} allowDeselect={false} value={method} data={data} onChange={choose} />
      <NumberInput
        size="xs"
        label={t('options.level')}
        min={1}
        max={levels[method]}
        allowDecimal={false}
        clampBehavior="strict"
        disabled={method === 'none'}
        value={method === 'none' ? '' : Number(level ?? usualLevels[method])}
        onChange={(value) => onChange(`${method}:${Math.max(1, Number(value))}`)}
      />
    </>
  )
}
