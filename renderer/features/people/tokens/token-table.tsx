import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiToken } from '#shared/contract/access.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useNow } from '../../../i18n/use-now.ts'
import { sortRows, Table, type Column, type Sorting } from '../../../ui/table.tsx'
import { Tag, type Tone } from '../../../ui/tag.tsx'
import { GrantChips } from '../grant-chips.tsx'
import css from '../people.module.css'

const day = 86_400_000
const soon = 7 * day
const tones: Record<ApiToken['state'], Tone> = { active: 'ok', expired: 'neutral', revoked: 'bad' }
const order: readonly ApiToken['state'][] = ['active', 'expired', 'revoked']

export function TokenTable({ tokens, selected, onChoose }: { tokens: readonly ApiToken[]; selected: string | null; onChoose: (id: string) => void }) {
  const { t } = useTranslation('people')
  const [sorting, setSorting] = useState<Sorting>({ key: 'state', descending: false })
  const columns = useColumns()
  return <Table label={t('views.tokens')} columns={columns} rows={sortRows(tokens, columns, sorting)} rowKey={({ id }) => id} selected={selected} onChoose={onChoose} sorting={sorting} onSort={setSorting} />
}

function useColumns(): Column<ApiToken>[] {
  const { t } = useTranslation('people')
  const format = useFormat()
  const now = useNow()
  const wide = useMediaQuery('(min-width: 1280px)', true)
  const all: (Column<ApiToken> & { wide?: boolean })[] = [
    {
      key: 'name', title: t('tokens.name'), width: wide ? '210px' : '160px', sort: ({ name }) => name.toLocaleLowerCase(),
      render: ({ name, prefix, state }) => (
        <span className={css.names} data-over={state !== 'active' || undefined} title={name}>
          <b>{name}</b>
          <span className={`${css.mono} ${css.quiet}`}>{prefix}…</span>
        </span>
      ),
    },
    { key: 'roles', title: t('tokens.may'), render: ({ grants }) => <GrantChips grants={grants} most={wide ? 2 : 1} /> },
    { key: 'by', title: t('tokens.by'), width: '84px', wide: true, sort: ({ createdBy }) => createdBy, render: ({ createdBy }) => <span className={css.quiet}>{createdBy}</span> },
    { key: 'used', title: t('tokens.used'), width: '104px', sort: ({ lastUsedAt }) => lastUsedAt ?? '', render: ({ lastUsedAt }) => (lastUsedAt ? format.ago(lastUsedAt, now) : <span className={css.quiet}>{t('tokens.unused')}</span>) },
    { key: 'state', title: t('tokens.state'), width: '112px', sort: ({ state, expiresAt }) => `${order.indexOf(state)} ${expiresAt}`, render: (token) => <TokenState token={token} /> },
  ]
  return all.filter((column) => wide || !column.wide)
}

/** Active with the time that is left, where that is short. */
export function TokenState({ token: { state, expiresAt } }: { token: ApiToken }) {
  const { t } = useTranslation('people')
  const now = useNow()
  const left = new Date(expiresAt).getTime() - now
  if (state === 'active' && left < soon) return <Tag tone="warn">{t('tokens.left', { count: Math.max(1, Math.ceil(left / day)) })}</Tag>
  return <Tag tone={tones[state]}>{t(`tokens.states.${state}`)}</Tag>
}
