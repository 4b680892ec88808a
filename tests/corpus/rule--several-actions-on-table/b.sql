CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE TABLE public.log (id int, note text);
CREATE RULE r AS ON UPDATE TO public.t WHERE NEW.a <> OLD.a DO ALSO (INSERT INTO public.log VALUES (OLD.id, 'x; TO public.t'); UPDATE public.log SET note = 'y' WHERE id = NEW.id);
CREATE RULE loud AS ON INSERT TO public.t DO ALSO NOTIFY changed;
