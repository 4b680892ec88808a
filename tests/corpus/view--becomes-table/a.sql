CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.thing AS SELECT id, a FROM public.t;
CREATE VIEW public.user_of AS SELECT id FROM public.thing;
