CREATE TYPE public.x AS (a int, more text);
CREATE TYPE public.y AS (x public.x, b int, more date);
CREATE TABLE public.t (id int, y public.y);
