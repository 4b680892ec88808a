CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.v AS SELECT id FROM public.t;
CREATE FUNCTION public.f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM public.v WHERE id > 0; END;
CREATE PROCEDURE public.p(x int) LANGUAGE sql BEGIN ATOMIC INSERT INTO public.t SELECT x + v.id, 'p' FROM public.v; DELETE FROM public.t WHERE id = x; END;
GRANT EXECUTE ON FUNCTION public.f() TO corpus_reader;
