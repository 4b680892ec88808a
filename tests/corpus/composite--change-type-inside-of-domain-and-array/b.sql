CREATE TYPE public.c AS (a bigint, b varchar(20));
CREATE DOMAIN public.d AS public.c[];
CREATE TABLE public.t (id int, v public.d, w public.c[]);
