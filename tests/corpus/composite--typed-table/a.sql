CREATE TYPE public.c AS (id int, name text);
CREATE TABLE public.t OF public.c (PRIMARY KEY (id));
