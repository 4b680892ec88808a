CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE FUNCTION public.f() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM public.t $$;
