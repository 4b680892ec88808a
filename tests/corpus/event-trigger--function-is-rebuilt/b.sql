CREATE TABLE public.t (id int);
CREATE SCHEMA moved;
CREATE FUNCTION moved.f() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER corpus_rebuilt ON table_rewrite EXECUTE FUNCTION moved.f();
ALTER EVENT TRIGGER corpus_rebuilt ENABLE REPLICA;
