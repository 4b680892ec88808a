CREATE TABLE public.orders (id int PRIMARY KEY, total numeric(10,2), placed timestamptz);
