CREATE TABLE public.p (id int NOT NULL, a bigint, k int) PARTITION BY RANGE (k);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE VIEW public.all_p AS SELECT id, a FROM public.p;
CREATE VIEW public.one_p AS SELECT id, a FROM public.p1;
CREATE POLICY pol ON public.p USING (a > 0);
