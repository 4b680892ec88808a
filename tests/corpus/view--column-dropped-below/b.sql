CREATE TABLE public.t (id int PRIMARY KEY, b text);
CREATE VIEW public.v AS SELECT id, b FROM public.t;
CREATE VIEW public.w AS SELECT v.* FROM public.v;
