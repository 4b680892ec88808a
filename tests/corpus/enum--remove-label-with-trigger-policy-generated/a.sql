CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TABLE public.t (id int PRIMARY KEY, k public.e, ok boolean GENERATED ALWAYS AS (k = 'a') STORED);
CREATE FUNCTION public.trg() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER t BEFORE UPDATE ON public.t FOR EACH ROW WHEN (NEW.k = 'a') EXECUTE FUNCTION public.trg();
CREATE POLICY p ON public.t USING (k = 'a');
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
