CREATE TABLE public.t (id int);
CREATE FUNCTION public.refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF tg_tag = 'CREATE VIEW' THEN RAISE EXCEPTION 'no'; END IF; END $$;
CREATE VIEW public.v AS SELECT id FROM public.t;
CREATE EVENT TRIGGER corpus_no ON ddl_command_start EXECUTE FUNCTION public.refuse();
