import { faulty, ownTable, proved, type Recipe } from './recipe.ts'

/** Rows and sequences. */
export const dataRecipes: readonly Recipe[] = [
  ({ n, int }) => {
    const rows = int(2, 6)
    return [proved('Load products', `INSERT INTO products (sku, title, price) SELECT 'new-${n}-' || i, 'Product ' || i, i FROM generate_series(1, ${rows}) i;`, `DELETE FROM products WHERE sku LIKE 'new-${n}-%';`)]
  },
  ({ n }) => [faulty('rows left behind', 'schema_only', 'Load customers', `INSERT INTO customers (name, email) VALUES ('Load ${n}', 'load${n}@example.org');`, null)],
  ({ n }) => [faulty('rows left behind that forbid a second run', 'schema_only', 'Load customers by hand', `INSERT INTO customers (name, email) VALUES ('Hand ${n}', 'hand${n}@example.org');`, `DELETE FROM customers WHERE email = 'hand-${n}@example.org';`)],
  ({ n }) => [proved('Raise prices', `UPDATE products SET price = price + ${n};`, `UPDATE products SET price = price - ${n};`)],
  ({ n, int }) => [
    ownTable(`texts_${n}`, int(5, 40)),
    faulty('values that are gone', 'schema_only', 'Capital notes', `UPDATE texts_${n} SET note = upper(note) WHERE id < 5;`, `UPDATE texts_${n} SET note = lower(note) WHERE id < 5;`),
    faulty('rows that are gone', 'schema_only', 'Delete old rows', `DELETE FROM texts_${n} WHERE id < 4;`, 'SELECT 1;'),
    proved(
      'Delete rows and keep them',
      `CREATE TABLE kept_texts_${n} AS SELECT * FROM texts_${n} WHERE state = 'paid';\nDELETE FROM texts_${n} WHERE state = 'paid';`,
      `INSERT INTO texts_${n} SELECT * FROM kept_texts_${n};\nDROP TABLE kept_texts_${n};`,
    ),
    faulty('rows that are gone', 'schema_only', 'Begin anew', `TRUNCATE texts_${n};`, null),
  ],
  ({ n }) => [
    proved('Load rows by COPY', `CREATE TABLE countries_${n} (code text PRIMARY KEY, name text);\nCOPY countries_${n} (code, name) FROM STDIN;\nde\tGermany\nfr\tFrance\ncn\t中国\n\\.\n`, `DROP TABLE countries_${n};`),
    proved('Move rows to another table', `CREATE TABLE names_of_${n} AS SELECT code, name FROM countries_${n};\nALTER TABLE countries_${n} RENAME TO codes_${n};\nDELETE FROM codes_${n} WHERE code = 'cn';`, `ALTER TABLE codes_${n} RENAME TO countries_${n};\nINSERT INTO countries_${n} SELECT n.* FROM names_of_${n} n WHERE code = 'cn';\nDROP TABLE names_of_${n};`),
  ],
  ({ n }) => [
    proved('A sequence', `CREATE SEQUENCE invoice_${n} START 100;\nSELECT setval('invoice_${n}', 500);`, `DROP SEQUENCE invoice_${n};`),
    proved('Larger steps', `ALTER SEQUENCE invoice_${n} INCREMENT 10 CACHE 5;`, `ALTER SEQUENCE invoice_${n} INCREMENT 1 CACHE 1;`),
    faulty('a sequence that begins anew', 'schema_only', 'Drop the sequence', `DROP SEQUENCE invoice_${n};`, `CREATE SEQUENCE invoice_${n} START 100 INCREMENT 10 CACHE 5;`),
  ],
  ({ n }) => [
    proved('Tables by a block', `DO $$ BEGIN FOR i IN 1 .. 3 LOOP EXECUTE format('CREATE TABLE part_${n}_%s AS SELECT %s AS id', i, i); END LOOP; END $$;`, `DO $$ BEGIN FOR i IN 1 .. 3 LOOP EXECUTE format('DROP TABLE part_${n}_%s', i); END LOOP; END $$;`),
    faulty('one too few', 'differs', 'More tables by a block', `DO $$ BEGIN FOR i IN 1 .. 3 LOOP EXECUTE format('CREATE TABLE slice_${n}_%s AS SELECT %s AS id', i, i); END LOOP; END $$;`, `DO $$ BEGIN FOR i IN 1 .. 2 LOOP EXECUTE format('DROP TABLE slice_${n}_%s', i); END LOOP; END $$;`),
  ],
  ({ n }) => [proved('Keys by chance', `CREATE TABLE tokens_${n} AS SELECT i AS id, gen_random_uuid() AS token FROM generate_series(1, 10) i;`, `DROP TABLE tokens_${n};`)],
]
