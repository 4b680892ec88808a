CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.v AS SELECT id, a FROM public.t WHERE id > 0 WITH CASCADED CHECK OPTION;
