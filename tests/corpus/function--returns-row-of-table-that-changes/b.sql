CREATE TABLE public.t (id int PRIMARY KEY, a text, b int);
CREATE FUNCTION public.all_t() RETURNS SETOF public.t LANGUAGE sql STABLE AS $$ SELECT * FROM public.t $$;
