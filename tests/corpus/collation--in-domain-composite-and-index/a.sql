CREATE COLLATION public.c (PROVIDER = icu, LOCALE = 'de');
CREATE DOMAIN public.d AS text COLLATE public.c;
CREATE TYPE public.k AS (a text COLLATE public.c);
CREATE TABLE public.t (id int, n text);
CREATE INDEX t_n ON public.t (n COLLATE public.c);
CREATE VIEW public.v AS SELECT n COLLATE public.c AS n FROM public.t;
