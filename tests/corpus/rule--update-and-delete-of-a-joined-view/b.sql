CREATE TABLE public.a (id int PRIMARY KEY, x text);
CREATE TABLE public.b (id int PRIMARY KEY REFERENCES public.a, y text);
CREATE VIEW public.ab AS SELECT a.id, a.x, b.y FROM public.a JOIN public.b USING (id);
CREATE RULE upd AS ON UPDATE TO public.ab DO INSTEAD (UPDATE public.a SET x = NEW.x WHERE id = OLD.id; UPDATE public.b SET y = NEW.y WHERE id = OLD.id RETURNING b.id, NULL::text, b.y);
CREATE RULE ins AS ON INSERT TO public.ab DO INSTEAD (INSERT INTO public.a VALUES (NEW.id, NEW.x) ON CONFLICT (id) DO UPDATE SET x = EXCLUDED.x; INSERT INTO public.b SELECT NEW.id, NEW.y);
CREATE RULE "Delete; both" AS ON DELETE TO public.ab WHERE OLD.x <> '' DO INSTEAD DELETE FROM public.b WHERE id = OLD.id;
CREATE RULE rest AS ON DELETE TO public.ab DO INSTEAD NOTHING;
