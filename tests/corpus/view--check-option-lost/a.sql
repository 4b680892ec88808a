CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.v WITH (check_option = cascaded, security_barrier = true) AS SELECT id, a FROM public.t WHERE id > 0;
