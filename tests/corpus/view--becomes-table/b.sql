CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE TABLE public.thing (id int, a text);
CREATE VIEW public.user_of AS SELECT id FROM public.thing;
