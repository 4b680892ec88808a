CREATE TABLE public.t (id int, a text) PARTITION BY LIST (id);
CREATE TABLE public.t1 PARTITION OF public.t DEFAULT;
CREATE POLICY p ON public.t USING (id > 0);
CREATE VIEW public.v AS SELECT id FROM public.t;
