import { lazy } from 'react'
import { ActivityScreen } from '../features/activity/activity-screen.tsx'
import { BackupsScreen } from '../features/backups/backups-screen.tsx'
import { EnvironmentsScreen } from '../features/environments/environments-screen.tsx'
import type { Screen } from './navigation.ts'

/** Carries the editor, the one big part of the program. */
const MigrationsScreen = lazy(async () => ({ default: (await import('../features/migrations/migrations-screen.tsx')).MigrationsScreen }))

const SchemaScreen = lazy(async () => ({ default: (await import('../features/schema/schema-screen.tsx')).SchemaScreen }))
const CompareScreen = lazy(async () => ({ default: (await import('../features/compare/compare-screen.tsx')).CompareScreen }))
/** Carries the drawing of the lanes. */
const TimelineScreen = lazy(async () => ({ default: (await import('../features/timeline/timeline-screen.tsx')).TimelineScreen }))

const parts = { schema: SchemaScreen, migrations: MigrationsScreen, compare: CompareScreen, timeline: TimelineScreen, backups: BackupsScreen, environments: EnvironmentsScreen, activity: ActivityScreen }

export function ScreenOf({ screen }: { screen: Screen }) {
  const Part = parts[screen]
  return <Part />
}
