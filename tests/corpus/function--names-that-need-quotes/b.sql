CREATE SCHEMA "x.y";
CREATE TYPE "x.y"."my type" AS ENUM ('a', 'b''c');
CREATE FUNCTION "x.y"."select"("from" "x.y"."my type", "😀 arg" int DEFAULT 2) RETURNS "x.y"."my type"[] LANGUAGE sql STABLE AS $$ SELECT ARRAY["from"] $$;
COMMENT ON FUNCTION "x.y"."select"("x.y"."my type", int) IS 'quoted';
GRANT EXECUTE ON FUNCTION "x.y"."select"("x.y"."my type", int) TO corpus_reader;
