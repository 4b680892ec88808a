CREATE TYPE public.e AS ENUM ('a', 'b', 'c');
CREATE DOMAIN public.d1 AS public.e CHECK (VALUE <> 'a');
CREATE DOMAIN public.d2 AS public.d1 NOT NULL;
COMMENT ON CONSTRAINT d1_check ON DOMAIN public.d1 IS 'no a';
