import { Menu, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { ChevronDown, Check, Plus, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { useEnvironments, useStatus } from '../client/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { EnvDot } from '../ui/env-dot.tsx'
import { LogoIcon } from '../ui/icons.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { Tag } from '../ui/tag.tsx'
import { MayItem } from './abilities/may.tsx'
import { chooseEnvironment, navigate } from './navigation.ts'
import { AccountMenu } from './account/account-menu.tsx'
import { RoleHere } from './account/role-here.tsx'
import { SettingsMenu } from './settings-menu.tsx'
import css from './environment-bar.module.css'

/** Where one is: name, class, server and what is pending there, on every screen. */
export function EnvironmentBar({ current }: { current: Environment | undefined }) {
  const { t } = useTranslation('frame')
  return (
    <header className={css.bar}>
      <span className={css.logo}>
        <LogoIcon /> Strata
      </span>
      {current && <Switcher current={current} />}
      {current && <Facts current={current} />}
      {current && <RoleHere env={current} />}
      <button type="button" className={css.search} onClick={spotlight.open} aria-label={t('palette.open')}>
        <Search aria-hidden />
        <span className={css.searchText}>{t('palette.placeholder')}</span>
        <KeyHint keys="mod+K" />
      </button>
      <span className={css.right}>
        {current && <Latency env={current.id} />}
        <SettingsMenu />
        <AccountMenu />
      </span>
    </header>
  )
}

function Switcher({ current }: { current: Environment }) {
  const { t } = useTranslation(['frame', 'common'])
  const { data: environments = [] } = useEnvironments()
  const status = useStatus(current.id)
  const server = status.data && !status.isError ? `${status.data.server.database} · PostgreSQL ${status.data.server.version}` : current.connection.database
  return (
    <Menu position="bottom-start" width={320}>
      <Menu.Target>
        <UnstyledButton className={css.env} data-class={current.class} aria-label={t('frame:switcher', { name: current.name, class: t(`common:class.${current.class}`) })}>
          <EnvDot colour={current.colour} />
          <span className={css.name}>{current.name}</span>
          {current.class !== current.name && <span className={css.class}>{t(`common:class.${current.class}`)}</span>}
          <span className={css.server}>{server}</span>
          <ChevronDown aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {environments.map((each) => (
          <Menu.Item key={each.id} leftSection={<EnvDot colour={each.colour} />} rightSection={each.id === current.id ? <Check size={14} /> : null} onClick={() => chooseEnvironment(each.id)}>
            {each.name} <span className={css.server}>{t(`common:class.${each.class}`)}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <MayItem operation="environments.create" leftSection={<Plus size={14} />} onClick={() => navigate({ screen: 'environments', action: 'create' })}>
          {t('frame:actions.connect')}
        </MayItem>
      </Menu.Dropdown>
    </Menu>
  )
}

function Facts({ current }: { current: Environment }) {
  const { t } = useTranslation('frame')
  const { data, isError } = useStatus(current.id)
  if (isError) return <Tag tone="bad">{t('unreachable')}</Tag>
  if (!data) return null
  const errors = data.diagnostics.filter(({ severity }) => severity === 'error').length
  return (
    <span className={css.facts}>
      <Tag tone={data.pending > 0 ? 'info' : 'ok'}>{data.pending > 0 ? t('pending', { count: data.pending }) : t('upToDate')}</Tag>
      {errors > 0 && <Tag tone="bad">{t('findings', { count: errors })}</Tag>}
    </span>
  )
}

function Latency({ env }: { env: string }) {
  const { t } = useTranslation('frame')
  const format = useFormat()
  const { data, isError } = useStatus(env)
  if (!data || isError) return null
  return (
    <span className={css.latency} title={t('latency')}>
      {format.duration(Math.max(1, data.server.latencyMs))}
    </span>
  )
}
