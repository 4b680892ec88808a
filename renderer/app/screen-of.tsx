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
const loadFleet = async () => ({ default: (await import('../features/fleet/fleet-screen.tsx')).FleetScreen })
const loadApprovals = async () => ({ default: (await import('../features/approvals/approvals-screen.tsx')).ApprovalsScreen })
const loadHooks = async () => ({ default: (await import('../features/hooks/hooks-screen.tsx')).HooksScreen })
const loadPeople = async () => ({ default: (await import('../features/people/people-screen.tsx')).PeopleScreen })
const SchemaScreen = lazy(loadSchema)
const CompareScreen = lazy(loadCompare)
const TimelineScreen = lazy(loadTimeline)
const FleetScreen = lazy(loadFleet)
const ApprovalsScreen = lazy(loadApprovals)
const HooksScreen = lazy(loadHooks)
const PeopleScreen = lazy(loadPeople)

/** Soon after the first screen stands: a page that comes from a host must not need it for the next screen. */
const loadRestAfterMs = 1_500

const parts = { schema: SchemaScreen, migrations: MigrationsScreen, compare: CompareScreen, timeline: TimelineScreen, backups: BackupsScreen, environments: EnvironmentsScreen, activity: ActivityScreen, fleet: FleetScreen, approvals: ApprovalsScreen, hooks: HooksScreen, people: PeopleScreen }

export function ScreenOf({ screen }: { screen: Screen }) {
  const Part = parts[screen]
  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled([loadSchema, loadCompare, loadTimeline, loadFleet, loadApprovals, loadHooks, loadPeople].map((load) => load())), loadRestAfterMs)
    return () => clearTimeout(timer)
  }, [])
  return <Part />
}
