import type { Look } from './look.ts'

type Renderer = (output: never, look: Look) => string

/** What shows the output of each operation, of a job its result. Loaded when used: a run with nothing to do must not wait for it. */
const renderers: Record<string, () => Promise<Renderer>> = {
  'app.openSample': async () => (await import('./sample.ts')).renderSample,
  'environments.list': async () => (await import('./environments.ts')).renderEnvironments,
  'environments.get': async () => (await import('./environments.ts')).renderEnvironment,
  'environments.delete': async () => ({ removed }: { removed: string }) => `Environment ${removed} is forgotten; its database and backups stay.\n`,
  'environments.test': async () => (await import('./environments.ts')).renderDoctor,
  'migrations.status': async () => (await import('./migrations.ts')).renderStatus,
  'migrations.validate': async () => (await import('./migrations.ts')).renderValidation,
  'migrations.plan': async () => (await import('./migrations.ts')).renderPlan,
  'migrations.apply': async () => (await import('./runs.ts')).renderRun,
  'migrations.undo': async () => (await import('./runs.ts')).renderRun,
  'migrations.baseline': async () => (await import('./runs.ts')).renderBaseline,
  'migrations.repair': async () => (await import('./runs.ts')).renderRepair,
  'migrations.propose': async () => ({ script, undoScript }: { script: string; undoScript: string }) => `${script}\n${undoScript}\n`,
  'migrations.create': async () => ({ files }: { files: string[] }) => `Written: ${files.join(', ')}\n`,
  'archives.list': async () => (await import('./archives.ts')).renderArchives,
  'archives.putBack': async () => (await import('./archives.ts')).renderPutBack,
  'archives.drop': async () => (await import('./archives.ts')).renderDropped,
  'archives.expire': async () => (await import('./archives.ts')).renderExpired,
  'preview.shadows': async () => (await import('./shadows.ts')).renderShadows,
  'preview.dropShadows': async () => (await import('./shadows.ts')).renderDropped,
  'backups.list': async () => (await import('./backups.ts')).renderBackups,
  'backups.show': async () => (await import('./backups.ts')).renderBackup,
  'backups.create': async () => (await import('./backups.ts')).renderManifest,
  'backups.delete': async () => (await import('./backups.ts')).renderDeleted,
  'backups.verify': async () => (await import('./backups-keeping.ts')).renderRehearsal,
  'backups.keep': async () => (await import('./backups-keeping.ts')).renderKeep,
  'backups.retention': async () => (await import('./backups-keeping.ts')).renderRetention,
  'backups.prune': async () => (await import('./backups-keeping.ts')).renderPruned,
  'backups.schedule': async () => (await import('./backups-keeping.ts')).renderSchedule,
  'backups.restore': async () => (await import('./backups.ts')).renderRestore,
  'restores.replace': async () => (await import('./restores.ts')).renderReplace,
  'restores.replaced': async () => (await import('./restores.ts')).renderReplaced,
  'restores.putBack': async () => (await import('./restores.ts')).renderSwap,
  'restores.resume': async () => (await import('./restores.ts')).renderSwap,
  'restores.drop': async () => ({ dropped }: { dropped: string }) => `Database ${dropped} is dropped.\n`,
  'restores.expire': async () => (await import('./restores.ts')).renderExpiry,
  'restores.unfinished': async () => (await import('./restores.ts')).renderUnfinished,
  'schema.object': async () => (await import('./schema.ts')).renderObject,
  'schema.search': async () => (await import('./schema.ts')).renderMatches,
  'schema.ddl': async () => (await import('./schema.ts')).renderDdl,
  'schema.snapshot': async () => (await import('./schema.ts')).renderSnapshot,
  'schema.snapshots': async () => (await import('./schema.ts')).renderSnapshots,
  'schema.deleteSnapshot': async () => ({ deleted }: { deleted: string }) => `Snapshot ${deleted} is deleted; the database was not touched.\n`,
  'timeline.list': async () => (await import('./timeline.ts')).renderTimeline,
  'timeline.check': async () => (await import('./timeline.ts')).renderChainReport,
  'timeline.export': async () => ({ text }: { text: string }) => text,
  'confirmations.create': async () => (await import('./confirmations.ts')).renderGiven,
  'confirmations.list': async () => (await import('./confirmations.ts')).renderConfirmations,
  'confirmations.revoke': async () => (await import('./confirmations.ts')).renderRevoked,
  'confirmations.people': async () => (await import('./confirmations.ts')).renderPeople,
  'confirmations.setPerson': async () => ({ name }: { name: string }) => `${name} can confirm with this passphrase.\n`,
  'confirmations.removePerson': async () => ({ removed }: { removed: string }) => `${removed} can confirm no more; what was confirmed and not used holds no more.\n`,
  'rollback.unfinished': async () => (await import('./rollback.ts')).renderUnfinished,
  'rollback.leave': async () => ({ rollback }: { rollback: string }) => `${rollback} is left as it is.\n`,
  'jobs.list': async () => (await import('./jobs.ts')).renderJobs,
  'jobs.get': async () => (await import('./jobs.ts')).renderJob,
  'jobs.cancel': async () => (await import('./jobs.ts')).renderJob,
}

export const renderedOperations = Object.keys(renderers)

export async function renderOutput(operation: string, output: unknown, look: Look): Promise<string> {
  const renderer = await renderers[operation]?.()
  return renderer ? renderer(output as never, look) : `${JSON.stringify(output, undefined, 2)}\n`
}
