CREATE FUNCTION public.next(x int) RETURNS int LANGUAGE sql AS $$ SELECT x + 1 $$;
CREATE TABLE public.t (id int PRIMARY KEY DEFAULT public.next(1), a text);
