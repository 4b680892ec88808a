CREATE SCHEMA "a.b";
CREATE TABLE "a.b"."t ""q""" (id int PRIMARY KEY, "select" text, "😀" int, "Mixed Case" text);
CREATE VIEW "a.b"."from" AS SELECT id, "select", "😀", "Mixed Case" AS "new.dot" FROM "a.b"."t ""q""";
COMMENT ON VIEW "a.b"."from" IS E'it''s a \\ back\nslash 😀';
COMMENT ON COLUMN "a.b"."from"."new.dot" IS 'dot';
