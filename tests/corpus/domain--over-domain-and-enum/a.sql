CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE DOMAIN public.d1 AS public.e CHECK (VALUE <> 'a');
