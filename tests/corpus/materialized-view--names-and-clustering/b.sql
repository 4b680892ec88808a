CREATE SCHEMA "m.s";
CREATE TABLE "m.s"."Table" (id int PRIMARY KEY, "ä" text);
CREATE MATERIALIZED VIEW "m.s"."Mat View 😀" ("select", "from") AS SELECT id, upper("ä") FROM "m.s"."Table";
CREATE UNIQUE INDEX "Idx 1" ON "m.s"."Mat View 😀" ("select");
CREATE INDEX "Idx.2" ON "m.s"."Mat View 😀" ("from" DESC NULLS LAST);
COMMENT ON COLUMN "m.s"."Mat View 😀"."from" IS 'quoted';
ALTER MATERIALIZED VIEW "m.s"."Mat View 😀" OWNER TO corpus_owner;
