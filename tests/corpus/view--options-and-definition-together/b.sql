CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.v WITH (check_option = local) AS SELECT id, a FROM public.t WHERE id > 1;
