CREATE TYPE public.c AS (a int, b int);
CREATE TABLE public.t (id int, v public.c);
CREATE VIEW public.v AS SELECT (v).a FROM public.t;
