CREATE DOMAIN public.d AS int NOT NULL CONSTRAINT less CHECK (VALUE < 100) CONSTRAINT more CHECK (VALUE > 1);
CREATE TYPE public.c AS (x public.d);
CREATE TABLE public.t (id int, v public.c, w public.d[]);
