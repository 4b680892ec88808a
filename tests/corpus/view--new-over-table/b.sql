CREATE TABLE public.orders (id int PRIMARY KEY, total numeric(10,2), placed timestamptz);
CREATE VIEW public.totals AS SELECT id, total FROM public.orders WHERE total > 0;
