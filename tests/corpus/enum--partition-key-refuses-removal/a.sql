CREATE TYPE public.e AS ENUM ('a', 'b', 'c');
CREATE TABLE public.p (id int, k public.e) PARTITION BY LIST (k);
