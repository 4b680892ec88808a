CREATE TYPE public.c AS (a int, b text);
CREATE DOMAIN public.d AS public.c[];
CREATE TABLE public.t (id int, v public.d, w public.c[]);
