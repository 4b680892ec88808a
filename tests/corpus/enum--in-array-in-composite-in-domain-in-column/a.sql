CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TYPE public.c AS (x public.e[], y int);
CREATE DOMAIN public.d AS public.c CHECK ((VALUE).y > 0);
CREATE TYPE public.outside AS (d public.d, e public.e);
CREATE TABLE public.t (id int, v public.d, o public.outside[], e public.e DEFAULT 'a');
CREATE VIEW public.v AS SELECT (v).y FROM public.t;
COMMENT ON TYPE public.c IS 'c';
GRANT USAGE ON TYPE public.d TO corpus_reader;
