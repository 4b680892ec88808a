CREATE TABLE public.t (id int PRIMARY KEY, a text, "Old B" text);
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE INSERT OR UPDATE OF a, "Old B" ON public.t FOR EACH ROW EXECUTE FUNCTION public.f('x', E'back\\slash ON public.t');
COMMENT ON TRIGGER tr ON public.t IS 'tr';
