CREATE TYPE public.x AS (a int);
CREATE TYPE public.y AS (x public.x, b int);
CREATE TABLE public.t (id int, y public.y);
