import type pg from 'pg'

const mega = 1_000_000

/**
 * Fills an empty database with about so many MB in the server's files: a narrow table with two indexes, wide text that compresses, jsonb, bytes that
 * do not compress, two large objects and twenty small tables with foreign keys. The same size gives the same rows.
 */
export async function fillDatabase(client: pg.Client, megabytes: number): Promise<void> {
  const share = (part: number, bytesPerRow: number) => Math.max(1, Math.round((megabytes * mega * part) / bytesPerRow))
  await client.query("SET client_min_messages = warning; SET synchronous_commit = off; SELECT setseed(0.5)")
  for (const sql of [
    narrow(share(0.3, 115)), wide(share(0.3, 2350)), documents(share(0.2, 460)), files(share(0.17, 8300)),
    ...Array.from({ length: 20 }, (_table, number) => small(number)),
    largeObjects(share(0.03, 2)), 'VACUUM (ANALYZE)',
  ]) await client.query(sql)
}

function narrow(rows: number): string {
  return `CREATE TABLE readings (id bigint PRIMARY KEY, sensor int NOT NULL, at timestamptz NOT NULL, value double precision);
    INSERT INTO readings SELECT g, g % 1000, '2026-01-01'::timestamptz + g * interval '1 second', round((random() * 1000)::numeric, 3) FROM generate_series(1, ${rows}) g;
    CREATE INDEX readings_of_sensor ON readings (sensor, at)`
}

/** Words of a small vocabulary, about 2 kB in each row. */
function wide(rows: number): string {
  return `CREATE TABLE articles (id int PRIMARY KEY, title text NOT NULL, body text NOT NULL);
    ALTER TABLE articles ALTER body SET STORAGE EXTERNAL;
    INSERT INTO articles SELECT g, 'Article ' || g, (SELECT string_agg(left(md5(((g * 7 + w) % 5000)::text), 3 + w % 6), ' ') FROM generate_series(1, 330) w) FROM generate_series(1, ${rows}) g;
    CREATE INDEX articles_title ON articles (lower(title))`
}

function documents(rows: number): string {
  return `CREATE TABLE documents (id uuid PRIMARY KEY, doc jsonb NOT NULL);
    INSERT INTO documents SELECT md5(g::text)::uuid, jsonb_build_object('number', g, 'customer', md5((g % 9000)::text), 'paid', g % 3 = 0, 'lines',
      (SELECT jsonb_agg(jsonb_build_object('article', (g + l) % 5000, 'amount', l, 'price', ((g * l) % 9999) / 100.0)) FROM generate_series(1, 3) l)) FROM generate_series(1, ${rows}) g;
    CREATE INDEX documents_customer ON documents ((doc ->> 'customer'))`
}

function files(rows: number): string {
  return `CREATE TABLE files (id int PRIMARY KEY, name text NOT NULL, bytes bytea NOT NULL);
    ALTER TABLE files ALTER bytes SET STORAGE EXTERNAL;
    INSERT INTO files SELECT g, 'file ' || g, (SELECT string_agg(sha512((g || ' ' || b)::bytea), NULL) FROM generate_series(1, 125) b) FROM generate_series(1, ${rows}) g`
}

function small(number: number): string {
  return `CREATE TABLE small_${number} (id int PRIMARY KEY, article int REFERENCES articles, note text);
    INSERT INTO small_${number} SELECT g, 1, 'note ' || g FROM generate_series(1, 500) g; CREATE INDEX ON small_${number} (article)`
}

function largeObjects(bytes: number): string {
  const blocks = Math.max(1, Math.round(bytes / 64 / 1000))
  return `SELECT lo_from_bytea(0, (SELECT string_agg((SELECT string_agg(sha512((o || ' ' || k || ' ' || b)::bytea), NULL) FROM generate_series(1, 1000) b), NULL) FROM generate_series(1, ${blocks}) k)) FROM generate_series(1, 2) o`
}
