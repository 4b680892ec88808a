import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { Archive, FileCode, FilePlus, History, Languages, Plus, RefreshCw, ShieldCheck, SunMoon, Undo2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, refreshAfterChange, useEnvironments, useStatus } from '../client/queries.ts'
import { indexOutline } from '../features/schema/model/outline-index.ts'
import { searchOutline } from '../features/schema/model/search.ts'
import { outlineOptions } from '../features/schema/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { EnvDot } from '../ui/env-dot.tsx'
import { ActivityIcon, ApprovalsIcon, BackupsIcon, CompareIcon, EnvironmentsIcon, FleetIcon, HooksIcon, MigrationsIcon, PeopleIcon, SchemaIcon, TimelineIcon } from '../ui/icons.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { KindIcon } from '../ui/kind-icons.tsx'
import { useJudge, type OperationName } from './abilities/use-may.ts'
import { openConfirmations } from './confirmations-store.ts'
import { useDrawer } from './drawer-state.ts'
import { fuzzy } from './fuzzy.ts'
import { chooseEnvironment, navigate, screens, useNavigation } from './navigation.ts'
import { openRollback } from './rollback-store.ts'
import { useChangeSettings } from './settings-menu.tsx'
import css from './command-palette.module.css'

const icons = { schema: <SchemaIcon />, compare: <CompareIcon />, migrations: <MigrationsIcon />, timeline: <TimelineIcon />, backups: <BackupsIcon />, environments: <EnvironmentsIcon />, activity: <ActivityIcon />, fleet: <FleetIcon />, approvals: <ApprovalsIcon />, hooks: <HooksIcon />, people: <PeopleIcon /> }

/** Every action and every thing that has a name, found by a few letters of it. */
export function CommandPalette() {
  const { t } = useTranslation('frame')
  const [query, setQuery] = useState('')
  const groups: SpotlightActionGroupData[] = [
    { group: t('palette.groups.actions'), actions: useActions() },
    { group: t('palette.groups.screens'), actions: useScreens() },
    { group: t('palette.groups.environments'), actions: useEnvironmentActions() },
    { group: t('palette.groups.migrations'), actions: useMigrationActions() },
    { group: t('palette.groups.backups'), actions: useBackupActions() },
    { group: t('palette.groups.objects'), actions: useObjectActions(query) },
  ]
  return (
    <Spotlight
      actions={groups.filter(({ actions }) => actions.length > 0)}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      filter={fuzzy}
      limit={60}
      maxHeight={420}
      scrollable
      highlightQuery
      nothingFound={t('palette.nothing')}
      searchProps={{ placeholder: t('palette.placeholder'), 'aria-label': t('palette.placeholder') }}
      classNames={{ content: css.content, action: css.action, search: css.search, actionLabel: css.label, actionDescription: css.description, actionsGroup: css.group }}
      overlayProps={{ className: css.overlay }}
      transitionProps={{ duration: 80 }}
    />
  )
}

function useActions(): SpotlightActionData[] {
  const { t } = useTranslation('frame')
  const { env } = useNavigation()
  const change = useChangeSettings()
  const toggleDrawer = useDrawer((drawer) => drawer.toggle)
  const judge = useJudge()
  /** Stays in the list, and says which role it needs. */
  const needs = (operation: OperationName, on: string | null = env) => {
    const { refused } = judge(operation, on)
    return refused ? { description: refused, disabled: true } : {}
  }
  const onEnvironment: SpotlightActionData[] = env
    ? [
        { ...needs('migrations.apply'), id: 'apply', label: t('actions.apply'), leftSection: <MigrationsIcon />, onClick: () => navigate({ screen: 'migrations', action: 'apply' }) },
        { ...needs('migrations.undo'), id: 'undo', label: t('actions.undo'), leftSection: <Undo2 />, onClick: () => navigate({ screen: 'migrations', action: 'undo' }) },
        { ...needs('rollback.run'), id: 'rollback', label: t('actions.rollback'), leftSection: <History />, onClick: () => openRollback({ env }) },
        { ...needs('migrations.create'), id: 'new-migration', label: t('actions.newMigration'), leftSection: <FilePlus />, onClick: () => navigate({ screen: 'migrations', action: 'new' }) },
        { ...needs('backups.create'), id: 'backup', label: t('actions.backup'), leftSection: <Archive />, onClick: () => navigate({ screen: 'backups', action: 'create' }) },
        { ...needs('backups.restore'), id: 'restore', label: t('actions.restore'), leftSection: <BackupsIcon />, onClick: () => navigate({ screen: 'backups', action: 'restore' }) },
        { ...needs('environments.test'), id: 'doctor', label: t('actions.doctor'), leftSection: <ActivityIcon />, onClick: () => navigate({ screen: 'environments', item: env, action: 'doctor' }) },
      ]
    : []
  return [
    ...onEnvironment,
    { id: 'confirmations', label: t('actions.confirmations'), leftSection: <ShieldCheck />, onClick: () => openConfirmations() },
    { ...needs('environments.create', null), id: 'connect', label: t('actions.connect'), leftSection: <Plus />, onClick: () => navigate({ screen: 'environments', action: 'create' }) },
    { ...needs('app.openSample', null), id: 'sample', label: t('actions.sample'), leftSection: <EnvironmentsIcon />, onClick: () => navigate({ screen: 'environments', action: 'sample' }) },
    { id: 'refresh', label: t('actions.refresh'), leftSection: <RefreshCw />, onClick: () => void refreshAfterChange() },
    { id: 'drawer', label: t('actions.drawer'), rightSection: <KeyHint keys="mod+J" />, leftSection: <ActivityIcon />, onClick: toggleDrawer },
    ...(['light', 'dark', 'system'] as const).map((theme) => ({ id: `theme-${theme}`, label: t('actions.theme', { theme: t(`settings.themes.${theme}`) }), leftSection: <SunMoon />, onClick: () => change({ theme }) })),
    ...(['en', 'zh-CN'] as const).map((language) => ({ id: `language-${language}`, label: t('actions.language', { language: t(`settings.languages.${language}`) }), leftSection: <Languages />, onClick: () => change({ language }) })),
  ]
}

function useScreens(): SpotlightActionData[] {
  const { t } = useTranslation('frame')
  return screens.map((screen, index) => ({ id: `screen-${screen}`, label: t(`screens.${screen}`), rightSection: index < 9 ? <KeyHint keys={`mod+${index + 1}`} /> : null, leftSection: icons[screen], onClick: () => navigate({ screen }) }))
}

function useEnvironmentActions(): SpotlightActionData[] {
  const { t } = useTranslation('common')
  const { data = [] } = useEnvironments()
  return data.map(({ id, name, class: kind, colour, connection }) => ({
    id: `env-${id}`, label: name, description: `${t(`class.${kind}`)} · ${connection.database} · ${connection.host}`, leftSection: <EnvDot colour={colour} />, onClick: () => chooseEnvironment(id),
  }))
}

function useMigrationActions(): SpotlightActionData[] {
  const { env } = useNavigation()
  const { data } = useStatus(env)
  return (data?.migrations ?? []).map(({ script, state, version, description }) => ({
    id: `migration-${script}`, label: `${version ? `V${version}` : 'R'} ${description}`, description: state.replaceAll('_', ' '), keywords: script, leftSection: <FileCode />, onClick: () => navigate({ screen: 'migrations', item: script }),
  }))
}

function useBackupActions(): SpotlightActionData[] {
  const format = useFormat()
  const { data } = useQuery(api.backups.list.queryOptions({ input: {}, staleTime: 30_000 }))
  return (data?.backups ?? []).slice(0, 100).map(({ id, env, createdAt, bytes, reason }) => ({
    id: `backup-${id}`, label: `${env} · ${format.dateTime(createdAt)}`, description: [format.bytes(bytes), reason].filter(Boolean).join(' · '), keywords: id, leftSection: <BackupsIcon />, onClick: () => navigate({ screen: 'backups', item: id }),
  }))
}

const shownObjects = 12

/** Objects and columns whose name has the letters: far too many to be entries, so that only what fits is one. */
function useObjectActions(query: string): SpotlightActionData[] {
  const { env } = useNavigation()
  const wanted = query.trim().length > 1
  const { data } = useQuery({ ...outlineOptions(env ?? '', undefined), enabled: env !== null && wanted })
  return useMemo(() => {
    if (!data || !wanted) return []
    const index = indexOutline(data)
    const hits = searchOutline(data, query, shownObjects).groups.flatMap((group) => group.hits)
    return hits.toSorted((a, b) => a.fit - b.fit).slice(0, shownObjects).map(({ row, column }) => {
      const id = data.objects.id[row] ?? ''
      const object = data.objects.name[row] ?? ''
      const label = column < 0 ? object : (data.columns.name[column] ?? '')
      const place = [index.schemaOf(row), column < 0 ? null : object].filter((part) => part !== null).join('.')
      return { id: `object-${id}-${column}`, label, description: place, keywords: `${place}.${label}`, leftSection: <KindIcon kind={column < 0 ? index.kindOf(row) : 'column'} />, onClick: () => navigate({ screen: 'schema', item: id }) }
    })
  }, [data, query, wanted])
}
