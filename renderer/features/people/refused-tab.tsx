import { TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Search, ShieldCheck } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Denial } from '#shared/contract/access.ts'
import { errorCodes, type ErrorCode } from '#shared/contract/errors.ts'
import { api } from '../../client/link.ts'
import { useFormat } from '../../i18n/format.ts'
import { Empty } from '../../ui/empty.tsx'
import { Table, type Column } from '../../ui/table.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { ListPanel } from './list-panel.tsx'
import css from './people.module.css'

/** What was refused lately: who asked for what, from where, and why not. */
export function RefusedTab({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation('people')
  const [words, setWords] = useState('')
  const list = useQuery(api.access.denials.queryOptions({ input: {}, refetchInterval: 15_000, select: ({ denials }) => denials }))
  const columns = useColumns()
  const search = (
    <div className={css.tools} role="search" aria-label={t('refused.search')}>
      <TextInput className={css.search} size="xs" leftSection={<Search size={14} aria-hidden />} placeholder={t('refused.search')} aria-label={t('refused.search')} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
    </div>
  )
  const empty = (
    <Empty icon={<ShieldCheck />} title={t('refused.empty')}>
      {t('refused.emptyText')}
    </Empty>
  )
  return (
    <div className={css.split}>
      <ListPanel tabs={tabs} query={list} operation="access.denials" tools={search} empty={empty}>
        {(rows) => {
          const found = rows.filter((row) => matches(row, words))
          return found.length === 0 ? <Empty title={t('refused.nothing')}>{t('refused.nothingText')}</Empty> : <Table label={t('views.refused')} columns={columns} rows={found} rowKey={keyOf} />
        }}
      </ListPanel>
    </div>
  )
}

function keyOf({ at, by, what, code, address }: Denial): string {
  return [at, by, address, what, code].join(' ')
}

function matches({ by, address, what, env, code, message }: Denial, words: string): boolean {
  const text = [by, address, what, env, code, message].join(' ').toLowerCase()
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word))
}

const tones: Partial<Record<string, Tone>> = { role_missing: 'warn', sign_in_required: 'neutral', sign_in_failed: 'bad', rate_limited: 'bad' }

function useColumns(): Column<Denial>[] {
  const { t } = useTranslation('people')
  const format = useFormat()
  const wide = useMediaQuery('(min-width: 1280px)', true)
  const known = (code: string): code is ErrorCode => (errorCodes as readonly string[]).includes(code)
  return [
    { key: 'at', title: t('refused.at'), width: '126px', render: ({ at }) => <span title={format.exact(at)}>{format.dateTime(at)}</span> },
    { key: 'by', title: t('refused.by'), width: wide ? '150px' : '110px', render: ({ by }) => (by === '-' ? <span className={css.quiet}>{t('refused.nobody')}</span> : <b className={css.strong}>{by}</b>) },
    { key: 'from', title: t('refused.from'), width: '116px', render: ({ address }) => <span className={css.mono}>{address}</span> },
    { key: 'what', title: t('refused.what'), width: wide ? '260px' : '180px', render: ({ what, env }) => (
      <span title={what}>
        <span className={css.mono}>{what}</span>
        {env && <span className={css.quiet}> · {env}</span>}
      </span>
    ) },
    { key: 'why', title: t('refused.why'), render: ({ code, message }) => (
      <span title={message}>
        <Tag tone={tones[code] ?? 'neutral'}>{known(code) && code in reasons ? t(`refused.codes.${code as keyof typeof reasons}`) : code}</Tag> <span className={css.lesserInline}>{message}</span>
      </span>
    ) },
  ]
}

const reasons = { role_missing: true, sign_in_required: true, sign_in_failed: true, rate_limited: true, not_allowed: true, signature_invalid: true, replayed: true }
