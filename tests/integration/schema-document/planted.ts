/** Numbers that look like chance and are the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const letters = 'abcdefghjkmnpqrstuvwxyz'

/** A schema with a secret of another form in each place that a person can write into, and plain things beside. */
export function plantSecrets(seed: number): { sql: string; secrets: string[] } {
  const next = chance(seed)
  const pick = <T>(of: readonly T[]) => of[Math.floor(next() * of.length)] as T
  const secrets: string[] = []
  const word = () => {
    const secret = `${Array.from({ length: 9 }, () => pick([...letters])).join('')}${Math.floor(next() * 90) + 10}`
    secrets.push(secret)
    return secret
  }
  const hex = () => {
    const secret = Array.from({ length: 32 }, (_, at) => (at % 3 === 0 ? pick([...'0123456789']) : pick([...'abcdef']))).join('')
    secrets.push(secret)
    return secret
  }
  /** SQL text literals, each with a secret that one kind of pattern finds. */
  const literals: (() => string)[] = [hex, () => `postgres://app:${word()}@db.internal/x`, () => `host=db password=${word()}`, () => `{"api_key": "${word()}"}`, () => `Bearer ${word()}`, () => `sk_live_${word()}`]
  const literal = () => pick(literals)()
  const tables = Array.from({ length: 12 }, (_, at) => `
    CREATE TABLE t${at} (id int, note text DEFAULT '${literal()}', password text DEFAULT '${word()}', made text GENERATED ALWAYS AS (id::text || '${literal()}') STORED, CONSTRAINT ch${at} CHECK (note <> '${literal()}'));
    CREATE INDEX ON t${at} (id) WHERE note = '${literal()}';
    CREATE INDEX ON t${at} ((note || '${literal()}'));
    CREATE POLICY p ON t${at} USING (note = '${literal()}') WITH CHECK (current_setting('app.token', true) = '${word()}');
    COMMENT ON TABLE t${at} IS '${pick([() => literal(), () => `Password: ${word()}`, () => `Fine.\n@private ${word()}`])()}';
    COMMENT ON COLUMN t${at}.note IS '-- private ${word()}';
    CREATE VIEW v${at} AS SELECT id, '${literal()}'::text AS a, '${word()}'::text AS secret FROM t${at};
    CREATE RULE r AS ON DELETE TO t${at} WHERE OLD.note = '${literal()}' DO INSTEAD NOTHING;
    CREATE FUNCTION f${at}(a int, token text DEFAULT '${word()}') RETURNS text LANGUAGE plpgsql SET app.secret = '${word()}' AS $body$ BEGIN PERFORM set_config('app.api_key', '${word()}', true); RETURN '${literal()}'; END $body$;
    CREATE TRIGGER tr BEFORE INSERT ON t${at} FOR EACH ROW WHEN (NEW.note = '${literal()}') EXECUTE FUNCTION hear('${literal()}');
    CREATE DOMAIN d${at} AS text DEFAULT '${literal()}' CHECK (VALUE <> '${literal()}');
    CREATE AGGREGATE ag${at}(text) (SFUNC = textcat, STYPE = text, INITCOND = '${literal()}');`)
  const sql = `
    CREATE TABLE upper (id bigint PRIMARY KEY);
    CREATE TABLE plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY REFERENCES upper, state text DEFAULT 'new', twice bigint GENERATED ALWAYS AS (id * 2) STORED, CONSTRAINT known CHECK (state <> ''));
    CREATE INDEX plain_state ON plain (state);
    COMMENT ON TABLE plain IS 'Plain.';
    CREATE VIEW plain_view AS SELECT id FROM plain;
    CREATE TYPE mood AS ENUM ('sad', 'glad');
    CREATE FUNCTION plain_sum(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
    CREATE FUNCTION hear() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    ${tables.join('\n')}
    CREATE TABLE parted (k text) PARTITION BY LIST (k);
    CREATE TABLE part1 PARTITION OF parted FOR VALUES IN ('${literal()}');
    CREATE MATERIALIZED VIEW mv AS SELECT '${literal()}'::text AS x;
    CREATE STATISTICS st ON (note || '${literal()}') FROM t0;
    CREATE FOREIGN DATA WRAPPER w OPTIONS (api_key '${word()}');
    CREATE SERVER far FOREIGN DATA WRAPPER w OPTIONS (host 'a', password '${word()}', uri 'https://u:${word()}@h');
    CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS ("user" '${word()}', password '${word()}', note '${word()}');
    CREATE FOREIGN TABLE ft (a text OPTIONS (token '${word()}')) SERVER far OPTIONS (secret_key '${word()}');
    CREATE SUBSCRIPTION sub CONNECTION 'host=127.0.0.1 port=1 dbname=x user=u password=${word()}' PUBLICATION p WITH (connect = false, slot_name = NONE);
    CREATE PUBLICATION pub FOR TABLE plain WHERE (state <> '${literal()}');`
  return { sql, secrets }
}
