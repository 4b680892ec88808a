CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.low WITH (check_option = local) AS SELECT id, a FROM public.t WHERE id > 0;
CREATE VIEW public.high WITH (check_option = cascaded) AS SELECT id, a FROM public.low WHERE id > 10;
