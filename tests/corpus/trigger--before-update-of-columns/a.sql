CREATE TABLE public.t (id int PRIMARY KEY, a text, "Old B" text);
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE OF a ON public.t FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION public.f('x', 'it''s');
COMMENT ON TRIGGER tr ON public.t IS 'tr';
