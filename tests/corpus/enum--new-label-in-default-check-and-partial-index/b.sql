CREATE TYPE public.status AS ENUM ('new', 'open', 'done', 'void');
CREATE TABLE public.tasks (id int PRIMARY KEY, state public.status NOT NULL DEFAULT 'void', others public.status[] DEFAULT '{open}');
ALTER TABLE public.tasks ADD CONSTRAINT void_is_last CHECK (state <> 'void' OR id > 100);
CREATE INDEX tasks_void ON public.tasks (id) WHERE state = 'void';
CREATE VIEW public.voids AS SELECT id FROM public.tasks WHERE state = 'void';
