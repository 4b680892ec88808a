CREATE TABLE public.t (id int PRIMARY KEY, a smallint);
CREATE FUNCTION public.f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(a) FROM public.t; END;
