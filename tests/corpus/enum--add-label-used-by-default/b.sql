CREATE TYPE public.status AS ENUM ('new', 'open', 'done', 'archived');
CREATE TABLE public.tasks (id int PRIMARY KEY, state public.status NOT NULL DEFAULT 'archived', others public.status[] DEFAULT '{open}');
