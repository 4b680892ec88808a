CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE FUNCTION public.all_t() RETURNS SETOF public.t LANGUAGE sql STABLE AS $$ SELECT * FROM public.t $$;
