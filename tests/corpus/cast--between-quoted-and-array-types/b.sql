CREATE SCHEMA "c s";
CREATE TYPE "c s"."From" AS ENUM ('a');
CREATE TYPE "c s"."To" AS (x text);
CREATE FUNCTION "c s"."conv"("c s"."From") RETURNS "c s"."To" LANGUAGE sql IMMUTABLE AS $$ SELECT ROW($1::text)::"c s"."To" $$;
CREATE FUNCTION "c s"."conv"("c s"."From"[]) RETURNS "c s"."To" LANGUAGE sql IMMUTABLE AS $$ SELECT ROW('x')::"c s"."To" $$;
CREATE CAST ("c s"."From" AS "c s"."To") WITH FUNCTION "c s"."conv"("c s"."From") AS IMPLICIT;
CREATE CAST ("c s"."From"[] AS "c s"."To") WITH FUNCTION "c s"."conv"("c s"."From"[]) AS ASSIGNMENT;
COMMENT ON CAST ("c s"."From" AS "c s"."To") IS 'quoted';
