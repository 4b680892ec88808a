import { lazy, useEffect } from 'react'
import { ActivityScreen } from '../features/activity/activity-screen.tsx'
import { BackupsScreen } from '../features/backups/backups-screen.tsx'
import { EnvironmentsScreen } from '../features/environments/environments-screen.tsx'
import type { Screen } from './navigation.ts'

/** Carries the editor, the one big part of the program. */
const MigrationsScreen = lazy(async () => ({ default: (await import('../features/migrations/migrations-screen.tsx')).MigrationsScreen }))

const loadSchema = async () => ({ default: (await import('../features/schema/schema-screen.tsx')).SchemaScreen })
const loadCompare = async () => ({ default: (await import('../features/compare/compare-screen.tsx')).CompareScreen })
/** Carries the drawing of the lanes. */
const loadTimeline = async () => ({ default: (await import('../features/timeline/timeline-screen.tsx')).TimelineScreen })
const SchemaScreen = lazy(loadSchema)
const CompareScreen = lazy(loadCompare)
const TimelineScreen = lazy(loadTimeline)

/** Soon after the first screen stands: a page that comes from a host must not need it for the next screen. */
const loadRestAfterMs = 1_500

const parts = { schema: SchemaScreen, migrations: MigrationsScreen, compare: CompareScreen, timeline: TimelineScreen, backups: BackupsScreen, environments: EnvironmentsScreen, activity: ActivityScreen }

export function ScreenOf({ screen }: { screen: Screen }) {
  const Part = parts[screen]
  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled([loadSchema(), loadCompare(), loadTimeline()]), loadRestAfterMs)
    return () => clearTimeout(timer)
  }, [])
  return <Part />
}
