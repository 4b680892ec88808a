CREATE TABLE public.log (x int);
CREATE TABLE public.t (id int);
CREATE RULE one AS ON INSERT TO public.t DO ALSO INSERT INTO public.log VALUES (1);
CREATE RULE two AS ON UPDATE TO public.t DO ALSO INSERT INTO public.log VALUES (2);
CREATE VIEW public.v AS SELECT id FROM public.t;
CREATE RULE three AS ON INSERT TO public.v DO INSTEAD INSERT INTO public.t VALUES (NEW.id);
