CREATE TABLE public.t (id int PRIMARY KEY, a int);
CREATE PUBLICATION p FOR TABLE public.t (id, a);
