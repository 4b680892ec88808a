CREATE TABLE public.a (id int PRIMARY KEY, at timestamptz);
CREATE TABLE public.b (id int PRIMARY KEY, at timestamptz);
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at := now(); RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON public.a FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE TRIGGER touch BEFORE UPDATE ON public.b FOR EACH ROW EXECUTE FUNCTION public.touch();
