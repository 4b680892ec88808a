CREATE TABLE public.t (id int);
CREATE FUNCTION public.f() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER corpus_rebuilt ON table_rewrite EXECUTE FUNCTION public.f();
ALTER EVENT TRIGGER corpus_rebuilt ENABLE REPLICA;
