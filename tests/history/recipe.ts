import type { Proof } from '#shared/contract/preview.ts'

/** One migration, its undo as somebody might have written it, and what a proof must say. */
export interface Step {
  /** In a few words; becomes the description of the file. */
  what: string
  up: string
  /** null: none is written, so that one is generated. */
  undo: string | null
  expected: Proof['status']
  /** What is wrong with the undo, where something is. */
  fault?: string
  repeatable?: boolean
}

/** What a recipe draws from; the same seed gives the same numbers. */
export interface Kit {
  /** Of this use of the recipe, for names that no other has. */
  n: number
  /** A whole number from `low` to `high`. */
  int(low: number, high: number): number
  pick<T>(list: readonly T[]): T
}

export type Recipe = (kit: Kit) => Step[]

export const proved = (what: string, up: string, undo: string | null): Step => ({ what, up, undo, expected: 'proved' })
/** No undo is written, and the one that is generated holds. */
export const generated = (what: string, up: string): Step => proved(what, up, null)
export const faulty = (fault: string, expected: Proof['status'], what: string, up: string, undo: string | null): Step => ({ what, up, undo, expected, fault })

/** A table of its own with rows, for what would be in the way of other migrations. */
export function ownTable(name: string, rows: number): Step {
  const up = `CREATE TABLE ${name} (
  id integer PRIMARY KEY,
  name text NOT NULL,
  amount numeric(12, 2) NOT NULL DEFAULT 0,
  state text DEFAULT 'new',
  note text,
  at date,
  CONSTRAINT ${name}_name UNIQUE (name)
);
COMMENT ON COLUMN ${name}.note IS 'What people wrote';
CREATE INDEX ${name}_open ON ${name} (at) WHERE state = 'new';
INSERT INTO ${name} SELECT i, 'name ' || i, i * 1.37, (ARRAY['new', 'paid', 'sent'])[1 + i % 3], 'Note ' || i, DATE '2026-01-01' + i FROM generate_series(1, ${rows}) i;
`
  return proved(`Create ${name}`, up, `DROP TABLE ${name};`)
}
