import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { listBackups, type StoredBackup } from '../backups/manifests.ts'
import type { Engine } from '../engine.ts'
import { backupEvents, withoutTold } from './backup-events.ts'
import { chooseEvents, type EventChoice, type Page } from './choose-events.ts'
import { historyEvents, journalEvents } from './journal-events.ts'
import { readStory } from './read-story.ts'
import type { Story } from './story.ts'

export type Timeline = Awaited<ReturnType<Handlers<'timeline'>['list']>>

/** What is known of one environment: its story, its backups here, and both as events, the oldest first. */
export interface LaneRead {
  environment: Environment
  story: Story
  backups: readonly StoredBackup[]
  events: readonly TimelineEvent[]
}

/** What happened to the environments, the newest first: from their journals, their histories and the backups here. */
export async function readTimeline(engine: Engine, environments: readonly Environment[], choice: EventChoice, page: Page): Promise<Timeline> {
  const lanes = await readLanes(engine, environments)
  return {
    ...chooseEvents(merge(lanes.map(({ events }) => events)), choice, page),
    unreachable: lanes.flatMap(({ environment: { name }, story: { away } }) => (away ? [{ env: name, error: away.error, since: away.since }] : [])),
    findings: lanes.flatMap(({ story }) => [...story.findings]),
  }
}

/** All are read at the same time. */
export async function readLanes(engine: Engine, environments: readonly Environment[]): Promise<LaneRead[]> {
  const [stored, stories] = await Promise.all([listBackups(engine), Promise.all(environments.map((environment) => readStory(engine, environment)))])
  const known = engine.environments.list()
  const files = stored.flatMap((one) => backupEvents(one, ({ envId, env }) => known.find(({ id }) => id === envId)?.name ?? env)).toSorted((a, b) => a.at.localeCompare(b.at))
  return environments.map((environment, index) => {
    const story = stories[index] as Story
    const backups = stored.filter(({ manifest }) => isOf(manifest, environment, known))
    return { environment, story, backups, events: eventsOf(environment, story, files.filter(({ env }) => env === environment.name)) }
  })
}

/** By the id of the environment; that of an older backup, or of one made elsewhere, is not known here. */
function isOf({ envId, env }: StoredBackup['manifest'], environment: Environment, known: readonly Environment[]): boolean {
  return envId === environment.id || (env === environment.name && !known.some(({ id }) => id === envId))
}

/** In the order of the journal, with those of the history and of the files where their time puts them. */
function eventsOf(environment: Environment, { rows, history }: Story, files: readonly TimelineEvent[]): TimelineEvent[] {
  const journalled = journalEvents(environment, rows)
  return merge([journalled, historyEvents(environment, history), withoutTold(files, journalled)]).toReversed()
}

/**
 * Lists that are each in order become one, the newest first. The order of a list holds whatever its dates say: an event counts as
 * no older than those before it.
 */
function merge(lists: readonly (readonly TimelineEvent[])[]): TimelineEvent[] {
  const dated = lists.flatMap((list) => {
    let newest = ''
    return list.map((event, index) => {
      if (event.at > newest) newest = event.at
      return { event, at: newest, index }
    })
  })
  return dated.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.index - a.index)).map(({ event }) => event)
}
