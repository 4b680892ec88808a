CREATE TABLE "P.1" ("k e y" text, "v""v" integer) PARTITION BY LIST ("k e y");
CREATE TABLE "P.1 'x'" PARTITION OF "P.1" FOR VALUES IN ('it''s', 'a\\b');
CREATE INDEX "I;1" ON "P.1" ("v""v");
ALTER TABLE "P.1" ADD CONSTRAINT "C--1" CHECK ("v""v" > 0);
ALTER TABLE "P.1" ADD CONSTRAINT "U/*1" UNIQUE ("k e y", "v""v");
