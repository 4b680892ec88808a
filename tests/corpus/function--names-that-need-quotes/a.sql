CREATE SCHEMA "x.y";
CREATE TYPE "x.y"."my type" AS ENUM ('a', 'b''c');
CREATE FUNCTION "x.y"."select"("from" "x.y"."my type", "😀 arg" int DEFAULT 1) RETURNS "x.y"."my type"[] LANGUAGE sql AS $$ SELECT ARRAY["from"] $$;
