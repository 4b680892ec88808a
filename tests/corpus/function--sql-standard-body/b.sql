CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE FUNCTION public.f(n int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC INSERT INTO public.t VALUES (n, 'x'); SELECT count(*) FROM public.t WHERE id > n; END;
CREATE FUNCTION public.g(n int) RETURNS bigint LANGUAGE sql RETURN public.f(n) + 1;
