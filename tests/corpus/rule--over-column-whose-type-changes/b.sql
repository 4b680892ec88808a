CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE TABLE public.log (note text);
CREATE RULE r AS ON INSERT TO public.t DO ALSO INSERT INTO public.log VALUES (NEW.a);
