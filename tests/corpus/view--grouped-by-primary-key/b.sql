CREATE TABLE public.t (id int PRIMARY KEY, a text, n int);
CREATE VIEW public.v AS SELECT id, a, sum(n) AS total FROM public.t GROUP BY id;
