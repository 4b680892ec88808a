import { useTranslation } from 'react-i18next'
import type { User } from '#shared/contract/access.ts'
import { Grants } from '../../../app/account/grants.tsx'
import { MayButton } from '../../../app/abilities/may.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Facts } from '../../../ui/field.tsx'
import { Panel, PanelBody, PanelFoot, PanelHead, Section } from '../../../ui/panel.tsx'
import { State } from './user-table.tsx'
import css from '../people.module.css'

export type UserAction = 'roles' | 'reset' | 'signOut' | 'disable' | 'enable' | 'remove'

interface UserDetailProps {
  user: User
  /** The one owner of everything who is left. */
  only: boolean
  /** Nobody else is there yet. */
  alone: boolean
  onAction: (action: UserAction) => void
}

export function UserDetail({ user, only, alone, onAction }: UserDetailProps) {
  const { t } = useTranslation('people')
  const format = useFormat()
  const { displayName, name, source, createdAt, createdBy, lastSeenAt, sessions, grants } = user
  return (
    <Panel tone="raise" label={displayName}>
      <PanelHead title={displayName} tags={<State user={user} />} />
      <PanelBody tabIndex={0}>
        <Section>
          <div className={css.about}>
            <Avatar name={displayName} size="l" muted={user.disabled} />
            <div className={css.grow}>
              <Facts
                facts={[
                  [t('users.login'), <span className={css.mono}>{name}</span>],
                  [t('users.signsIn'), t(`users.source.${source}`)],
                  [t('users.seen'), lastSeenAt ? format.exact(lastSeenAt) : t('users.neverSignedIn')],
                  [t('users.sessions'), sessions === 0 ? t('users.noSessions') : format.number(sessions)],
                  [t('users.added'), t('users.addedBy', { at: format.day(createdAt), by: createdBy })],
                ]}
              />
            </div>
          </div>
        </Section>
        <Section title={t('users.roles')}>
          {grants.length === 0 ? <p className={css.quiet}>{t('users.noRoleText')}</p> : <Grants grants={grants} />}
          {only && <p className={css.note}>{t('users.onlyOwner')}</p>}
          {alone && <p className={css.note}>{t('users.alone')}</p>}
        </Section>
        <Section title={t('users.access')}>
          <Actions user={user} only={only} onAction={onAction} />
        </Section>
      </PanelBody>
      <PanelFoot>
        <MayButton operation="access.updateUser" variant="primary" wide onClick={() => onAction('roles')}>
          {t('users.changeRoles')}
        </MayButton>
      </PanelFoot>
    </Panel>
  )
}

function Actions({ user, only, onAction }: Omit<UserDetailProps, 'alone'>) {
  const { t } = useTranslation('people')
  const last = only ? t('users.lastOwner') : null
  return (
    <ul className={css.actions}>
      {user.source === 'password' && (
        <li>
          <span>{t('users.resetText')}</span>
          <Button size="s" onClick={() => onAction('reset')}>{t('users.reset')}</Button>
        </li>
      )}
      {user.sessions > 0 && (
        <li>
          <span>{t('users.signOutText')}</span>
          <Button size="s" onClick={() => onAction('signOut')}>{t('users.signOut')}</Button>
        </li>
      )}
      <li>
        <span>{user.disabled ? t('users.enableText') : t('users.disableText')}</span>
        <Button size="s" refused={last} onClick={() => onAction(user.disabled ? 'enable' : 'disable')}>{user.disabled ? t('users.enable') : t('users.disable')}</Button>
      </li>
      <li>
        <span>{t('users.removeText')}</span>
        <Button size="s" variant="danger" refused={last} onClick={() => onAction('remove')}>{t('users.remove')}</Button>
      </li>
    </ul>
  )
}
