CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.v AS SELECT id, a FROM public.t;
CREATE RULE ins AS ON INSERT TO public.v DO INSTEAD INSERT INTO public.t VALUES (NEW.id, NEW.a);
