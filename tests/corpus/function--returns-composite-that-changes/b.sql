CREATE TYPE public.result AS (id bigint, name text, at date);
CREATE FUNCTION public.f() RETURNS SETOF public.result LANGUAGE sql AS $$ SELECT 1::bigint, 'x', current_date $$;
CREATE VIEW public.v AS SELECT f.id, f.name FROM public.f();
CREATE FUNCTION public.g(r public.result[]) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
