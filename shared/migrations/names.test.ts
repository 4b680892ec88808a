import { expect, test } from 'vitest'
import { nameDiagnostic, parseMigrationName, storedDescription, storedScript, undoFileName } from './names.ts'

test.each([
  ['V1__create_customers.sql', 'versioned', '1', 'create customers'],
  ['V1_2__acl_expansion.sql', 'versioned', '1.2', 'acl expansion'],
  ['V0_01__x.SQL', 'versioned', '0.01', 'x'],
  ['V6.9.0.1.sql', 'versioned', '6.9.0.1', ''],
  ['V1__.sql', 'versioned', '1', ''],
  ['V1__a__b.sql', 'versioned', '1', 'a  b'],
  ['V1___a.sql', 'versioned', '1', ' a'],
  ['V20200101__添加 表.sql', 'versioned', '20200101', '添加 表'],
  ['U1.2__create_customers.sql', 'undo', '1.2', 'create customers'],
  ['B5__all_up_to_five.sql', 'baseline', '5', 'all up to five'],
  ['R__sales_view.sql', 'repeatable', null, 'sales view'],
  ['sub/folder/V2__x.sql', 'versioned', '2', 'x'],
])('%s is %s %s', (file, kind, version, description) => {
  expect(parseMigrationName(file)).toEqual({ kind, version, description })
  expect(nameDiagnostic(file)).toBeUndefined()
})

test.each([
  'afterMigrate.sql',
  'beforeEachMigrate__x.sql',
  'README.md',
  'V1__x.sql.bak',
  'V1__x.txt',
  'schema.sql',
  'Views.sql',
  'Rollback.sql',
  'Backup__x.sql',
  '.sql',
  '',
])('%j is no migration, and nobody would think so', (file) => {
  expect(parseMigrationName(file)).toBeNull()
  expect(nameDiagnostic(file)).toBeUndefined()
})

test.each([
  ['V1_foo.sql', 'two underscores must stand between'],
  ['V1.2_add_column.sql', 'two underscores must stand between'],
  ['v1__foo.sql', 'must be a capital V'],
  ['r__view.sql', 'must be a capital R'],
  ['u1__foo.sql', 'must be a capital U'],
  ['V__foo.sql', 'no version after the prefix'],
  ['V1a__foo.sql', '"1a" is not a version'],
  ['V1.__foo.sql', '"1." is not a version'],
  ['V1-foo.sql', 'is not a version'],
  ['R1__view.sql', 'a repeatable migration has no version'],
  ['R_view.sql', 'two underscores must follow the R'],
  ['R__.sql', 'no description'],
])('%s is pointed out', (file, reason) => {
  expect(parseMigrationName(file)).toBeNull()
  expect(nameDiagnostic(file)).toMatchObject({ code: 'migration-name', severity: 'warning', subject: file })
  expect(nameDiagnostic(file)?.message).toContain(reason)
})

test('an undo file is named after its version and description', () => {
  expect(undoFileName('1.2', 'create customers')).toBe('U1.2__create_customers.sql')
  expect(undoFileName('3', '')).toBe('U3.sql')
  expect(parseMigrationName(undoFileName('1.2', 'a b'))).toEqual({ kind: 'undo', version: '1.2', description: 'a b' })
})

test('long descriptions and paths are cut as Flyway cuts them', () => {
  expect(storedDescription('a'.repeat(200))).toHaveLength(200)
  expect(storedDescription('a'.repeat(201))).toBe(`${'a'.repeat(197)}...`)
  expect(storedScript(`${'a'.repeat(1000)}/V1__x.sql`)).toBe(`...${'a'.repeat(987)}/V1__x.sql`)
  expect(storedScript('V1__x.sql')).toBe('V1__x.sql')
})
