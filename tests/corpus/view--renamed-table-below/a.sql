CREATE TABLE public.old_name (id int PRIMARY KEY, a text);
CREATE VIEW public.v AS SELECT id, a FROM public.old_name;
