CREATE TABLE public.t (id int, k text NOT NULL DEFAULT 'a');
CREATE VIEW public.v AS SELECT k FROM public.t;
