CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE TABLE public.log (id int, note text);
CREATE RULE r AS ON UPDATE TO public.t DO ALSO INSERT INTO public.log VALUES (OLD.id, 'was ' || OLD.a);
