import { expect, test } from 'vitest'
import { beyondDatabase } from './beyond.ts'

test.each([
  ['DROP DATABASE shop;', 'server'],
  ['/* a */ -- b\n create  ROLE x;', 'server'],
  ['ALTER USER x PASSWORD null;', 'server'],
  ['ALTER SYSTEM SET work_mem = 1;', 'server'],
  ['CREATE USER MAPPING FOR x SERVER y;', undefined],
  ['COMMENT ON DATABASE shop IS NULL;', 'database'],
  ['GRANT CONNECT ON DATABASE shop TO x;', 'database'],
  ['SECURITY LABEL FOR p ON DATABASE shop IS \'x\';', 'database'],
  ['ALTER DATABASE shop SET work_mem = 1;', 'database'],
  ['COMMENT ON TABLE t IS \'see GRANT x ON DATABASE shop\';', undefined],
  ['CREATE TABLE database (role text);', undefined],
  ['GRANT SELECT ON TABLE t TO x;', undefined],
])('of %s it is known whether it reaches beyond the database', (text, expected) => {
  expect(beyondDatabase(text)).toBe(expected)
})
