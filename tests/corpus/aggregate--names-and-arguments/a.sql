CREATE SCHEMA "agg s";
CREATE TYPE "agg s"."St ate" AS (n int, s int);
CREATE FUNCTION "agg s"."s f"("agg s"."St ate", int) RETURNS "agg s"."St ate" LANGUAGE sql IMMUTABLE AS $$ SELECT ROW($1.n + 1, $1.s + $2)::"agg s"."St ate" $$;
CREATE AGGREGATE "agg s"."A gg"(val int) (SFUNC = "agg s"."s f", STYPE = "agg s"."St ate", INITCOND = '(0,0)');
