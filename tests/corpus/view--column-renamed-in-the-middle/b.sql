CREATE TABLE public.t (id int, a text);
CREATE VIEW public.v AS SELECT id, a AS other FROM public.t;
CREATE VIEW public.w AS SELECT other AS first FROM public.v;
