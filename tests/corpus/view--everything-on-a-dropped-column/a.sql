CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE public.t (id int PRIMARY KEY, a text, gone int);
CREATE VIEW public.v AS SELECT id, a, gone FROM public.t;
CREATE MATERIALIZED VIEW public.m AS SELECT id, gone FROM public.t;
CREATE POLICY p ON public.t USING (gone > 0);
CREATE TRIGGER tr BEFORE UPDATE OF gone, a ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();
CREATE RULE r AS ON INSERT TO public.t DO ALSO SELECT NEW.gone;
CREATE INDEX i ON public.t (a, gone);
