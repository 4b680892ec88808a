CREATE DOMAIN public.d AS int CHECK (VALUE > 0);
CREATE TYPE public.c AS (x public.d);
CREATE TABLE public.t (id int, v public.c, w public.d[]);
