CREATE SCHEMA "s.1";
CREATE DOMAIN "s.1"."Do ""main""" AS "char" CONSTRAINT "no 'x'" CHECK (VALUE <> 'x');
COMMENT ON CONSTRAINT "no 'x'" ON DOMAIN "s.1"."Do ""main""" IS 'x';
ALTER DOMAIN "s.1"."Do ""main""" OWNER TO corpus_owner;
