CREATE TABLE public.t (id int, a text);
CREATE VIEW public.v AS SELECT id, a COLLATE "POSIX" AS a FROM public.t;
CREATE VIEW public.w AS SELECT a FROM public.v;
