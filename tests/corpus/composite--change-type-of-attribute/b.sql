CREATE TYPE public.pair AS (a int, b numeric(10,2));
