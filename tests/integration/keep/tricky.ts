/** A table of every kind of value that could be lost on the way, with rows. */
export const tricky = `
  CREATE TYPE mood AS ENUM ('sad', 'so-so', 'very happy');
  CREATE TYPE pair AS (a int, b text);
  CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
  CREATE COLLATION german (provider = icu, locale = 'de');
  CREATE TABLE "Order Lines" (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 5),
    "Key 2" uuid NOT NULL DEFAULT '11111111-1111-1111-1111-111111111111',
    feeling mood, feelings mood[], addr pair, mail email, sorted text COLLATE german,
    tags text[], matrix int[][], doc jsonb, raw json, bin bytea, at timestamptz, day date, span interval, during tstzrange,
    f8 double precision, f4 real, n numeric, price numeric(12,2) NOT NULL DEFAULT 1, flag boolean, big text, bits bit(5), net inet, x xml,
    doubled numeric GENERATED ALWAYS AS (price * 2) STORED,
    PRIMARY KEY (id, "Key 2")
  );
  INSERT INTO "Order Lines" ("Key 2", feeling, feelings, addr, mail, sorted, tags, matrix, doc, raw, bin, at, day, span, during, f8, f4, n, price, flag, big, bits, net, x) VALUES
    (DEFAULT, 'very happy', '{sad,"very happy",NULL}', '(1,"a, ""b""")', 'a@b', 'äöü', '{"a b",NULL,"","NULL"}', '{{1,2},{3,NULL}}', '{"a": [1, null, "\\u00e4"]}', '{"b":1,  "a":2, "a":3}', '\\x00ff0a', '2024-03-31 02:30:00.123456+02', 'infinity', '1 mon -3 days 00:00:00.5', '[2024-01-01,)', 0.1, 'NaN', 'NaN', 10.50, true, repeat('long ü', 20000), B'10101', '::1/64', '<a>1</a>'),
    ('22222222-2222-2222-2222-222222222222', NULL, NULL, NULL, NULL, '', NULL, '{}', 'null', 'null', '', '-infinity', '0044-03-15 BC', '-178000000 years', 'empty', '-Infinity', 1e-37, 123456789012345678901234567890.000100, 0, NULL, E'tab\\there\\\\n', B'00000', '10.0.0.1', NULL),
    (DEFAULT, 'sad', '{}', '(,)', '@', NULL, '{}', NULL, '[]', NULL, NULL, NULL, NULL, NULL, NULL, 1.0000000000000002, -0.0, 1.10, 99.99, false, '', NULL, NULL, '');
`
