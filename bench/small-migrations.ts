import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes 1,000 small migrations: 200 each of a table of eight columns, a column with a default, an index, an insert of 20 rows and a
 * PL/pgSQL function with semicolons in its body. Gives the file names in order.
 */
export function writeSmallMigrations(folder: string): string[] {
  return Array.from({ length: 1000 }, (_file, index) => {
    const table = index % 200
    const name = `V${String(index + 1).padStart(4, '0')}__step_${index + 1}.sql`
    writeFileSync(join(folder, name), (kinds[Math.floor(index / 200)] as (table: number) => string)(table))
    return name
  })
}

const kinds: ((table: number) => string)[] = [
  (table) => `-- The table number ${table} of the shop, with the columns that every table of it has\nCREATE TABLE shop_${table} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  name text NOT NULL,
  quantity integer NOT NULL DEFAULT 1 CHECK (quantity > 0),
  price numeric(12, 2) NOT NULL DEFAULT 0,
  note text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);\n`,
  (table) => `-- Every row has a state from now on; a constant default needs no rewrite of the table\nALTER TABLE shop_${table} ADD COLUMN state text NOT NULL DEFAULT 'open';\n`,
  (table) => `-- Rows are looked up by customer, the newest first\nCREATE INDEX shop_${table}_customer_idx ON shop_${table} (customer_id, created_at DESC);\n`,
  (table) => `INSERT INTO shop_${table} (customer_id, name, quantity, price, note) VALUES\n${Array.from({ length: 20 }, (_row, row) => `  (${row + 1}, 'article ${row} of ${table}', ${row + 1}, ${row}.50, 'first delivery')`).join(',\n')};\n`,
  (table) => `CREATE FUNCTION shop_${table}_total(customer bigint) RETURNS numeric LANGUAGE plpgsql STABLE AS $body$
DECLARE
  total numeric := 0;
  line record;
BEGIN
  FOR line IN SELECT quantity, price FROM shop_${table} WHERE customer_id = customer LOOP
    total := total + line.quantity * line.price;
  END LOOP;
  RETURN total;
END;
$body$;\n`,
]
