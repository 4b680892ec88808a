import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '#shared/contract/access.ts'
import { api } from '../../../client/link.ts'
import { Button } from '../../../ui/button.tsx'
import { ListPanel } from '../list-panel.tsx'
import { AddUserDialog } from './add-user-dialog.tsx'
import { ResetDialog } from './reset-dialog.tsx'
import { RolesDialog } from './roles-dialog.tsx'
import { UserDetail, type UserAction } from './user-detail.tsx'
import { UserQuestion } from './user-question.tsx'
import { UserTable } from './user-table.tsx'
import css from '../people.module.css'

export function UsersTab({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation('people')
  const list = useQuery(api.access.users.queryOptions({ input: {}, select: ({ users }) => users }))
  const [chosen, setChosen] = useState<string | null>(null)
  const [open, setOpen] = useState<{ action: UserAction | 'add'; user?: User } | null>(null)
  const users = list.data ?? []
  const user = users.find(({ id }) => id === chosen) ?? users[0]
  const close = () => setOpen(null)
  const add = (
    <Button size="s" variant="primary" icon={<UserPlus />} onClick={() => setOpen({ action: 'add' })}>
      {t('users.add')}
    </Button>
  )
  return (
    <div className={css.split}>
      <ListPanel tabs={tabs} query={list} operation="access.users" actions={add} empty={null}>
        {(rows) => <UserTable users={rows} selected={user?.id ?? null} onChoose={setChosen} />}
      </ListPanel>
      {user && <UserDetail key={user.id} user={user} only={isOnlyOwner(user, users)} alone={users.length === 1} onAction={(action) => setOpen({ action, user })} />}
      {open?.action === 'add' && <AddUserDialog onClose={close} onAdded={setChosen} />}
      {open?.user && open.action === 'roles' && <RolesDialog user={open.user} only={isOnlyOwner(open.user, users)} onClose={close} />}
      {open?.user && open.action === 'reset' && <ResetDialog user={open.user} onClose={close} />}
      {open?.user && (open.action === 'disable' || open.action === 'enable' || open.action === 'remove' || open.action === 'signOut') && <UserQuestion user={open.user} action={open.action} onClose={close} />}
    </div>
  )
}

/** Without this one nobody could manage people any more. */
function isOnlyOwner(user: User, users: readonly User[]): boolean {
  const owns = ({ grants, disabled }: User) => !disabled && grants.some(({ env, role }) => env === '*' && role === 'owner')
  return owns(user) && users.filter(owns).length === 1
}
