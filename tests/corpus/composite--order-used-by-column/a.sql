CREATE TYPE public.pair AS (a int, b text);
CREATE TABLE public.t (id int PRIMARY KEY, p public.pair);
