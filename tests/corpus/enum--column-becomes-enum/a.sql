CREATE TABLE public.tasks (id int PRIMARY KEY, state text NOT NULL DEFAULT 'new');
