CREATE TYPE public.c AS (id int, name text, born date);
CREATE TABLE public.t OF public.c (PRIMARY KEY (id));
