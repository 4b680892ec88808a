CREATE TABLE public.t (id int PRIMARY KEY, a text, b text);
CREATE VIEW public.v AS SELECT id, a, b FROM public.t;
CREATE VIEW public.w AS SELECT v.* FROM public.v;
