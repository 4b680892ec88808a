CREATE SCHEMA "user";
CREATE SCHEMA "a.b";
CREATE SCHEMA "with ""quotes""";
CREATE TABLE "user"."order" ("group" integer PRIMARY KEY, "select" text NOT NULL DEFAULT 'x', "from" date);
CREATE TABLE "a.b"."c.d" ("e.f" integer, "g""h" text DEFAULT 'it''s');
CREATE TABLE "with ""quotes"""."table" ("😀" text, "Ünï" integer);
CREATE INDEX "i.d""x" ON "with ""quotes"""."table" ("😀", "Ünï");
