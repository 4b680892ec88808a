import { Menu, UnstyledButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { KeyRound, LogOut, Monitor, SquareAsterisk } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '#shared/contract/access.ts'
import { client } from '../../client/link.ts'
import { startOver, useSession } from '../../client/session.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { navigate } from '../navigation.ts'
import { Grants } from './grants.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { SessionsDialog } from './sessions-dialog.tsx'
import { SignOutDialog } from './sign-out-dialog.tsx'
import css from './account.module.css'

/** Who is signed in. Absent where nobody signs in. */
export function AccountMenu() {
  const { data: session } = useSession()
  if (!session?.me || session.me.kind === 'local' || session.signIn === 'none') return null
  return <Account me={session.me} />
}

function Account({ me }: { me: Me }) {
  const { t } = useTranslation('access')
  const [open, setOpen] = useState<'sessions' | 'password' | 'everywhere' | null>(null)
  const signOut = useMutation({ mutationFn: () => client.access.signOut({}), onSettled: startOver })
  const close = () => setOpen(null)
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <UnstyledButton className={css.target} aria-label={t('account.menu', { name: me.displayName || me.name })}>
            <Avatar name={me.displayName || me.name} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={css.who}>
            <Avatar name={me.displayName || me.name} size="l" />
            <div>
              <p className={css.name}>{me.displayName || me.name}</p>
              <p className={css.login}>{me.name}</p>
            </div>
          </div>
          <div className={css.roles}>{me.grants.length === 0 ? <p className={css.quiet}>{t('account.noRoles')}</p> : <Grants grants={me.grants} />}</div>
          <Menu.Divider />
          <Menu.Item leftSection={<Monitor size={14} />} onClick={() => setOpen('sessions')}>{t('account.sessions')}</Menu.Item>
          <Menu.Item leftSection={<SquareAsterisk size={14} />} onClick={() => setOpen('password')}>{t('account.password')}</Menu.Item>
          <Menu.Item leftSection={<KeyRound size={14} />} onClick={() => navigate({ screen: 'people', item: 'tokens' })}>{t('account.tokens')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<LogOut size={14} />} onClick={() => signOut.mutate()}>{t('account.signOut')}</Menu.Item>
          <Menu.Item leftSection={<LogOut size={14} />} onClick={() => setOpen('everywhere')}>{t('account.everywhereOut')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'sessions' && <SessionsDialog onClose={close} onEndAll={() => setOpen('everywhere')} />}
      {open === 'password' && <PasswordDialog me={me} onClose={close} />}
      {open === 'everywhere' && <SignOutDialog onClose={close} />}
    </>
  )
}
