CREATE TYPE public.status AS ENUM ('new', 'open', 'done');
CREATE TABLE public.tasks (id int PRIMARY KEY, state public.status NOT NULL DEFAULT 'new', others public.status[] DEFAULT '{open}');
