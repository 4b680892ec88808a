CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TABLE public.p (id int, k public.e) PARTITION BY LIST (k);
CREATE TABLE public.p_a PARTITION OF public.p FOR VALUES IN ('a');
