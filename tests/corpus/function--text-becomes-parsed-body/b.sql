CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE FUNCTION public.f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM public.t; END;
