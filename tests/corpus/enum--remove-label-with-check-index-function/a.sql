CREATE TYPE public.status AS ENUM ('new', 'open', 'done');
CREATE TABLE public.tasks (id int PRIMARY KEY, state public.status NOT NULL DEFAULT 'new', others public.status[] DEFAULT '{open}');
ALTER TABLE public.tasks ADD CONSTRAINT not_done_early CHECK (state <> 'done' OR id > 0);
CREATE INDEX tasks_open ON public.tasks (id) WHERE state = 'open'::public.status;
CREATE INDEX tasks_state ON public.tasks (state);
CREATE FUNCTION public.is_open(s public.status) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT s = 'open' $$;
COMMENT ON FUNCTION public.is_open(public.status) IS 'open?';
COMMENT ON TYPE public.status IS 'where it stands';
GRANT USAGE ON TYPE public.status TO corpus_writer;
