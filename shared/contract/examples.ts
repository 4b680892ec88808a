/** A call as somebody would make it. Ids are those of a studio that nobody has: whoever tries them puts own ones in their place. */
export interface OperationExample {
  /** Path, query and body together, as the operation's input. */
  input: Readonly<Record<string, unknown>>
}

/** Ids that the examples name. */
export const exampleIds = {
  job: '6f6b1f6a-1c1e-4d3a-9c7e-0d5b0a6c2f11',
  snapshot: '0b9f4a52-7d1f-4d0b-8a44-3c5a9a4c7e21',
  comparison: '2d4c8f0e-53a1-4a7e-9b61-8f0d1b7a6c31',
} as const

const env = 'shop'
const example = (input: OperationExample['input'] = {}): OperationExample => ({ input })

/** One per operation as far as one can be made without a backup, a second person or harm; a test makes every one of these calls, in this order. */
export const operationExamples: Readonly<Record<string, OperationExample>> = {
  'app.info': example(),
  'app.settings': example(),
  'environments.list': example(),
  'environments.get': example({ env }),
  'environments.parse': example({ text: 'postgres://deployer@db.example:5432/shop?sslmode=verify-full' }),
  'environments.test': example({ env }),
  'migrations.status': example({ env }),
  'migrations.validate': example({ env }),
  'migrations.plan': example({ env, direction: 'up', to: '2' }),
  'migrations.propose': example({ env, description: 'order totals' }),
  'migrations.file': example({ env, script: 'V1__goods.sql' }),
  'migrations.create': example({ env, description: 'order totals', text: '-- totals of each order\n' }),
  'migrations.apply': example({ env, to: '2', reason: 'CHG-1182' }),
  'migrations.undo': example({ env, reason: 'CHG-1182 taken back' }),
  'migrations.repair': example({ env, reason: 'checksums after a change of line ends' }),
  'backups.contents': example({ env }),
  'backups.list': example({ env }),
  'backups.retention': example({ env }),
  'backups.schedule': example(),
  'schema.outline': example({ env }),
  'schema.object': example({ env, id: 'table:public.goods' }),
  'schema.search': example({ env, text: 'name', limit: 20 }),
  'schema.ddl': example({ env, ids: ['table:public.goods'], dependencies: true }),
  'schema.rows': example({ env, id: 'table:public.goods', limit: 5 }),
  'schema.diagram': example({ env, schema: 'public' }),
  'schema.document': example({ env }),
  'schema.snapshot': example({ env, name: 'before the sale' }),
  'schema.snapshots': example({ env }),
  'compare.run': example({ a: `snapshot:${exampleIds.snapshot}`, b: 'env:shop' }),
  'compare.show': example({ comparison: exampleIds.comparison }),
  'compare.plan': example({ comparison: exampleIds.comparison }),
  'schema.deleteSnapshot': example({ snapshot: exampleIds.snapshot }),
  'preview.lint': example({ env }),
  'preview.proofs': example({ env }),
  'archives.list': example({ env }),
  'restores.beside': example({ env }),
  'restores.replaced': example({ env }),
  'timeline.list': example({ env, limit: 20 }),
  'timeline.check': example({ env }),
  'confirmations.create': example({ env, reason: 'CHG-1182', to: '2' }),
  'confirmations.list': example({ env, limit: 20 }),
  'confirmations.people': example(),
  'interlock.check': example({ env }),
  'rollback.unfinished': example(),
  'jobs.list': example({ limit: 20 }),
  'jobs.get': example({ jobId: exampleIds.job }),
  'jobs.wait': example({ jobId: exampleIds.job, after: 0, seconds: 25 }),
  'jobs.watch': example({ jobId: exampleIds.job, after: 0 }),
  'jobs.cancel': example({ jobId: exampleIds.job }),
  'hooks.list': example(),
  'hooks.incoming': example(),
  'hooks.triggers': example(),
  'approvals.list': example(),
  'fleet.list': example(),
}
