CREATE TABLE public.t (id bigint PRIMARY KEY, a varchar(10));
CREATE FUNCTION public.f(x public.t.a%TYPE) RETURNS public.t.id%TYPE LANGUAGE sql AS $$ SELECT 1 $$;
