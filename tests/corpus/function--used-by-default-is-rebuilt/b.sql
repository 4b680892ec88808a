CREATE FUNCTION public.next(y int) RETURNS int LANGUAGE sql AS $$ SELECT y + 1 $$;
CREATE TABLE public.t (id int PRIMARY KEY DEFAULT public.next(1), a text);
