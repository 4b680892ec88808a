CREATE TABLE public.t (id bigint, a text, n int, CONSTRAINT one PRIMARY KEY (id));
CREATE VIEW public.v AS SELECT id, a, sum(n) AS total FROM public.t GROUP BY id;
