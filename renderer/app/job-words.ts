import type { TFunction } from 'i18next'
import type { Job } from '#shared/contract/jobs.ts'
import type { Tone } from '../ui/tag.tsx'
import type { DotShape } from '../ui/state-dot.tsx'

const known = [
  'app.openSample',
  'environments.test',
  'migrations.apply',
  'migrations.undo',
  'rollback.run',
  'rollback.preview',
  'backups.create',
  'backups.import',
  'backups.export',
  'backups.restore',
  'backups.verify',
  'schema.read',
  'schema.snapshot',
  'compare.run',
  'compare.drift',
  'timeline.compare',
  'preview.run',
  'archives.putBack',
  'restores.replace',
  'restores.putBack',
  'restores.resume',
  'restores.tables',
  'restores.mergeTables',
  'fleet.states',
  'fleet.plan',
  'fleet.run',
  'fleet.resume',
] as const
type Known = (typeof known)[number]

/** "Back up staging": what the job does, in the words of the buttons that start it. */
export function jobTitle(t: TFunction<'frame'>, job: Pick<Job, 'operation'>, env: string | undefined): string {
  const operation = known.find((each) => each === job.operation)
  if (!operation) return job.operation
  const key = operation.replace('.', '_') as `${'app'}_openSample` | KeyOf<Known>
  return env ? t(`jobs.${key}`, { env }) : t(`jobs.${key}_plain`)
}

type KeyOf<T extends string> = T extends `${infer Area}.${infer Verb}` ? `${Area}_${Verb}` : never

export const jobLooks: Record<Job['state'], { tone: Tone; shape: DotShape }> = {
  queued: { tone: 'neutral', shape: 'dash' },
  running: { tone: 'info', shape: 'half' },
  cancelling: { tone: 'warn', shape: 'half' },
  succeeded: { tone: 'ok', shape: 'full' },
  failed: { tone: 'bad', shape: 'cross' },
  cancelled: { tone: 'neutral', shape: 'ring' },
  interrupted: { tone: 'warn', shape: 'bang' },
  unknown: { tone: 'warn', shape: 'bang' },
}
