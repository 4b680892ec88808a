CREATE TYPE public.one AS (x int);
CREATE TYPE public.two AS (x int);
CREATE FUNCTION public.to_two(public.one) RETURNS public.two LANGUAGE sql IMMUTABLE AS $$ SELECT ROW($1.x)::public.two $$;
CREATE CAST (public.one AS public.two) WITH FUNCTION public.to_two(public.one);
CREATE CAST (public.two AS text) WITH INOUT AS ASSIGNMENT;
