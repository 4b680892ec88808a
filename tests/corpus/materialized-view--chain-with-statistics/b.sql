CREATE TABLE public.t (id int PRIMARY KEY, a text, b int);
CREATE MATERIALIZED VIEW public.m1 AS SELECT id, a, b FROM public.t WHERE id > 0;
CREATE STATISTICS public.m1_stat ON a, b FROM public.m1;
CREATE MATERIALIZED VIEW public.m2 AS SELECT a, count(*) AS n FROM public.m1 GROUP BY a;
CREATE UNIQUE INDEX m2_a ON public.m2 (a) INCLUDE (n);
COMMENT ON STATISTICS public.m1_stat IS 'stat';
