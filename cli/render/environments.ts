import type { BackupRules, DoctorReport, DoctorStep, Environment } from '#shared/contract/environments.ts'
import { scheduleWords } from './backups-keeping.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { indent } from './values.ts'

export function classLabel(environmentClass: Environment['class'], { paint }: Look): string {
  return { development: paint.green, staging: paint.yellow, production: paint.red }[environmentClass](environmentClass)
}

export function renderEnvironments({ environments }: { environments: Environment[] }, look: Look): string {
  if (environments.length === 0) return 'No environments yet.\nAdd one: strata env add NAME --url postgres://... --dir migrations\nOr look at the sample: strata sample\n'
  const rows = environments.map((environment) => [
    look.paint.bold(environment.name),
    classLabel(environment.class, look),
    serverOf(environment),
    environment.migrationsFolder,
    environment.sample ? 'sample' : '',
  ])
  return `${table(['Name', 'Class', 'Server', 'Migrations', ''], rows, look)}\n`
}

export function renderEnvironment(environment: Environment, look: Look): string {
  const { connection, policies, backups } = environment
  const rows = [
    ['Name', look.paint.bold(environment.name)],
    ['Class', classLabel(environment.class, look)],
    ['Server', `${connection.host}:${connection.port}`],
    ['Database', connection.database],
    ['User', connection.user],
    ['Password', environment.hasPassword ? 'kept in the vault' : 'none stored'],
    ['TLS', connection.sslmode],
    ['Migrations', environment.migrationsFolder || 'no folder'],
    ['History', `${environment.schema}.${environment.historyTable}`],
    ['Before migrating', policies.backupBeforeMigrating ? 'a backup is made' : 'no backup is made'],
    ['Confirmation', policies.confirm ? 'name and reason are asked for' : 'not asked for'],
    ['Lock timeout', `${policies.lockTimeoutMs} ms`],
    ['Statement timeout', policies.statementTimeoutMs === 0 ? 'none' : `${policies.statementTimeoutMs} ms`],
    ['Shadow server', environment.shadow ? `${environment.shadow.user}@${environment.shadow.host}:${environment.shadow.port}` : 'none named'],
    ['Preview', `${policies.previewRows} rows of each table, ${policies.previewTimeoutMs} ms for a statement`],
    ['Plans', `a confirmation holds ${policies.confirmationMinutes} min${policies.secondPerson ? ', by a second person' : ''}${policies.rollbackOnFailure ? '; a failed run is undone at once' : ''}`],
    ['Replaced databases', policies.keepReplacedDays === 0 ? 'stay until they are dropped' : `are kept for ${policies.keepReplacedDays} days`],
    ['Backups', backupWords(backups)],
    ['Back up', backups.schedule ? scheduleWords(backups.schedule) : 'not by itself'],
    ['Verify backups', [...(backups.rehearse ? ['each once it is made'] : []), ...(backups.rehearseSchedule ? [scheduleWords(backups.rehearseSchedule)] : [])].join(', ') || 'not by itself'],
    ['Keep backups', retentionWords(backups)],
    ['Archives', policies.archiveDays === 0 ? 'never expire' : `expire after ${policies.archiveDays} days`],
  ]
  return `${rows.map(([label = '', value = '']) => `${label.padEnd(20)}${value}`).join('\n')}\n`
}

function backupWords({ format, jobs, compression, globals, encrypt }: BackupRules): string {
  return [format, ...(jobs > 1 ? [`${jobs} jobs`] : []), compression, ...(globals ? ['with roles'] : []), ...(encrypt ? ['encrypted'] : [])].join(', ')
}

function retentionWords({ retention }: BackupRules): string {
  const rules = Object.entries(retention).flatMap(([name, { count: newest, days }]) => {
    const words = [...(newest === null ? [] : [`newest ${newest}`]), ...(days === null ? [] : [`${days} days`])]
    return words.length > 0 ? [`${name}: ${words.join(' or ')}`] : []
  })
  return rules.length > 0 ? rules.join('; ') : 'all'
}

export function renderDoctor(report: DoctorReport, look: Look): string {
  const lines = report.steps.map((step) => doctorLine(step, look)).join('')
  const verdict = report.ok ? look.paint.green('All is well.') : look.paint.red('Something is to be done first.')
  return `${lines}${verdict}\n`
}

export function doctorLine({ step, outcome, message, help }: DoctorStep, { paint }: Look): string {
  const mark = { ok: paint.green('ok     '), warning: paint.yellow('warning'), failed: paint.red('failed '), skipped: paint.dim('skipped') }[outcome]
  const next = help && outcome !== 'ok' ? `${indent(`Next: ${help}`, ' '.repeat(23))}\n` : ''
  return `${mark}  ${step.padEnd(12)}  ${message}\n${next}`
}

export function serverOf({ connection: { host, port, database, user } }: Environment): string {
  return `${user}@${host}:${port}/${database}`
}
