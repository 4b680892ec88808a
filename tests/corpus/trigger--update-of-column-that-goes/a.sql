CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE public.t (id int PRIMARY KEY, a text, b text);
CREATE TRIGGER tr BEFORE UPDATE OF a, b ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();
COMMENT ON TRIGGER tr ON public.t IS 'tr';
