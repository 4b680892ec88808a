CREATE TABLE public.t (id int, a text);
CREATE VIEW public.v AS SELECT id, a AS first FROM public.t;
CREATE VIEW public.w AS SELECT first FROM public.v;
