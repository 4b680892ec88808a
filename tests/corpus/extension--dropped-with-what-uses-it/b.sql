CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.v AS SELECT id FROM public.t WHERE a = 'x';
CREATE INDEX t_a ON public.t (a);
