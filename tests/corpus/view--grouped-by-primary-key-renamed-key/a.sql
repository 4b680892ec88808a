CREATE TABLE public.t (id int, a text, n int, CONSTRAINT one PRIMARY KEY (id));
CREATE VIEW public.v AS SELECT id, a, sum(n) AS total FROM public.t GROUP BY id;
