CREATE FOREIGN DATA WRAPPER dummy OPTIONS (a '1');
CREATE SERVER far FOREIGN DATA WRAPPER dummy;
CREATE FOREIGN TABLE public.ft (id int OPTIONS (key 'true') NOT NULL, "na me" text COLLATE "C" DEFAULT 'x', t timestamptz) SERVER far OPTIONS ("table" 'x.y', batch '10');
ALTER FOREIGN TABLE public.ft ADD CONSTRAINT positive CHECK (id > 0);
COMMENT ON FOREIGN TABLE public.ft IS 'far';
COMMENT ON COLUMN public.ft.id IS 'key';
GRANT SELECT ON public.ft TO corpus_reader;
