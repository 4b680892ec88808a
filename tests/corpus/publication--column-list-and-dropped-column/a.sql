CREATE TABLE public.t (id int PRIMARY KEY, a int, b int);
CREATE PUBLICATION p FOR TABLE public.t (id, a, b);
