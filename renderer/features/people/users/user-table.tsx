import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '#shared/contract/access.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useNow } from '../../../i18n/use-now.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { sortRows, Table, type Column, type Sorting } from '../../../ui/table.tsx'
import { Tag } from '../../../ui/tag.tsx'
import { GrantChips } from '../grant-chips.tsx'
import css from '../people.module.css'

export function UserTable({ users, selected, onChoose }: { users: readonly User[]; selected: string | null; onChoose: (id: string) => void }) {
  const { t } = useTranslation('people')
  const [sorting, setSorting] = useState<Sorting>({ key: 'name', descending: false })
  const columns = useColumns()
  return <Table label={t('views.users')} columns={columns} rows={sortRows(users, columns, sorting)} rowKey={({ id }) => id} selected={selected} onChoose={onChoose} sorting={sorting} onSort={setSorting} />
}

function useColumns(): Column<User>[] {
  const { t } = useTranslation('people')
  const format = useFormat()
  const now = useNow()
  const wide = useMediaQuery('(min-width: 1280px)', true)
  const all: (Column<User> & { wide?: boolean })[] = [
    { key: 'name', title: t('users.name'), width: wide ? '230px' : '190px', sort: ({ displayName }) => displayName.toLocaleLowerCase(), render: (user) => <Person user={user} /> },
    { key: 'roles', title: t('users.roles'), render: ({ grants }) => <GrantChips grants={grants} most={wide ? 3 : 1} /> },
    { key: 'state', title: t('users.state'), width: '104px', sort: stateOf, render: (user) => <State user={user} /> },
    { key: 'seen', title: t('users.seen'), width: '110px', sort: ({ lastSeenAt }) => lastSeenAt ?? '', render: ({ lastSeenAt }) => (lastSeenAt ? <span title={format.exact(lastSeenAt)}>{format.ago(lastSeenAt, now)}</span> : <span className={css.quiet}>{t('users.never')}</span>) },
    { key: 'sessions', title: t('users.sessions'), width: '86px', align: 'end', wide: true, sort: ({ sessions }) => sessions, render: ({ sessions }) => (sessions === 0 ? <span className={css.quiet}>–</span> : format.number(sessions)) },
  ]
  return all.filter((column) => wide || !column.wide)
}

function Person({ user: { name, displayName, me, disabled } }: { user: User }) {
  const { t } = useTranslation('people')
  return (
    <span className={css.person} title={name}>
      <Avatar name={displayName} muted={disabled} />
      <span className={css.names}>
        <b>{displayName}</b>
        {displayName !== name && <span className={css.quiet}>{name}</span>}
      </span>
      {me && <Tag>{t('users.you')}</Tag>}
    </span>
  )
}

const stateOf = ({ disabled, lastSeenAt }: User) => (disabled ? 2 : lastSeenAt === null ? 1 : 0)

export function State({ user }: { user: User }) {
  const { t } = useTranslation('people')
  if (user.disabled) return <Tag tone="bad">{t('users.keptOut')}</Tag>
  return user.lastSeenAt === null ? <Tag tone="warn">{t('users.awaited')}</Tag> : <Tag tone="ok">{t('users.active')}</Tag>
}
