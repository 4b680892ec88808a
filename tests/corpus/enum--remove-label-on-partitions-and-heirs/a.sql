CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TABLE public.p (id int, k public.e DEFAULT 'a') PARTITION BY RANGE (id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES FROM (10) TO (20);
ALTER TABLE public.p2 ALTER COLUMN k SET DEFAULT 'b';
CREATE TABLE public.base (k public.e);
CREATE TABLE public.heir (more int) INHERITS (public.base);
