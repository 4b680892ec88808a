CREATE SCHEMA "m.s";
CREATE TABLE "m.s"."Table" (id int PRIMARY KEY, "ä" text);
CREATE MATERIALIZED VIEW "m.s"."Mat View 😀" ("select", "from") AS SELECT id, "ä" FROM "m.s"."Table";
CREATE UNIQUE INDEX "Idx 1" ON "m.s"."Mat View 😀" ("select");
