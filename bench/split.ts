/** splitScript beside PostgreSQL's own parser on the same 5 MB scripts, in one run: their ratio means something on any machine. */
import { parseSync, loadModule } from 'libpg-query'
import { splitScript } from '#shared/sql/split.ts'

const megabytes = 5
const rounds = 7

const scripts: Readonly<Record<string, (number: number) => string>> = {
  'mixed migrations': (n) => `-- migration ${n}
CREATE TABLE t${n} (id bigint GENERATED ALWAYS AS IDENTITY, name text NOT NULL DEFAULT 'it''s ${n}', at timestamptz, CHECK (name <> ''));
INSERT INTO t${n} (name) VALUES ('a;b'), (E'x\\'y'), ($$q$$);
CREATE FUNCTION f${n}() RETURNS int LANGUAGE plpgsql AS $fn$ BEGIN RETURN 1; /* done; */ END $fn$;
`,
  definitions: (n) => `ALTER TABLE shop.orders_${n % 50} ADD COLUMN number_${n} integer NOT NULL DEFAULT 0, ADD CHECK (number_${n} >= 0);\n`,
  inserts: (n) => `INSERT INTO customers (id, name, email, city) VALUES (${n}, 'Name ${n}', 'user${n}@example.org', 'O''Hara');\n`,
}

function scriptOf(part: (number: number) => string): string {
  const parts: string[] = []
  for (let length = 0; length < megabytes * 1e6; length += parts.at(-1)?.length ?? 0) parts.push(part(parts.length))
  return parts.join('')
}

function seconds(work: () => void): number {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

function compare(name: string, text: string): void {
  const mine: number[] = []
  const theirs: number[] = []
  const statements = splitScript(text).statements.length
  if (parseSync(text).stmts?.length !== statements) throw new Error(`${name}: the parser counts other statements`)
  for (let round = 0; round < rounds; round++) {
    mine.push(seconds(() => splitScript(text)))
    theirs.push(seconds(() => parseSync(text)))
  }
  const rate = (values: readonly number[]) => `${(text.length / 1e6 / median(values)).toFixed(0)} MB/s`
  const ratio = median(theirs) / median(mine)
  console.log(
    `${name.padEnd(18)} ${String(statements).padStart(7)} statements   split ${rate(mine).padStart(9)}   libpg-query ${rate(theirs).padStart(9)}   ${ratio.toFixed(1)} times as fast`,
  )
}

await loadModule()
for (const [name, part] of Object.entries(scripts)) compare(name, scriptOf(part))
