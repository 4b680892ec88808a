CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TYPE public.c AS (x public.e[], y int);
CREATE DOMAIN public.d AS public.c;
CREATE TABLE public.t (id int, v public.d);
