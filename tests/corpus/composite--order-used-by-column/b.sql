CREATE TYPE public.pair AS (b text, a int);
CREATE TABLE public.t (id int PRIMARY KEY, p public.pair);
