CREATE SCHEMA "a.b";
CREATE TABLE "a.b"."t ""q""" (id int PRIMARY KEY, "select" text, "😀" int, "Mixed Case" text);
CREATE VIEW "a.b"."from" AS SELECT id, "select" FROM "a.b"."t ""q""";
