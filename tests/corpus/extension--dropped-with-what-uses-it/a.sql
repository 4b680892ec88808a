CREATE EXTENSION citext;
CREATE TABLE public.t (id int PRIMARY KEY, a citext);
CREATE VIEW public.v AS SELECT id FROM public.t WHERE a = 'x';
CREATE INDEX t_a ON public.t (a);
