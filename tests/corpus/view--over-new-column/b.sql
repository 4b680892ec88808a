CREATE TABLE public.t (id int PRIMARY KEY, added text);
CREATE VIEW public.v AS SELECT id, added FROM public.t;
