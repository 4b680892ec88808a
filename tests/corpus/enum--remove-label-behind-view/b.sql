CREATE TYPE public.status AS ENUM ('new', 'open', 'late', 'done');
CREATE TABLE public.tasks (id int PRIMARY KEY, state public.status NOT NULL DEFAULT 'new', others public.status[] DEFAULT '{open}');
CREATE VIEW public.open_tasks AS SELECT id, state FROM public.tasks WHERE state <> 'done';
COMMENT ON VIEW public.open_tasks IS 'what is left';
GRANT SELECT ON public.open_tasks TO corpus_reader;
