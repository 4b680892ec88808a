CREATE TYPE public.one AS (x int);
CREATE TYPE public.two AS (x int);
