CREATE TYPE public.state AS ENUM ('new');
CREATE TABLE public.t (id int PRIMARY KEY, s public.state);
CREATE VIEW public.v AS SELECT id FROM public.t WHERE s = 'new';
