CREATE TABLE public.t (id int PRIMARY KEY, a text, n numeric, d date, j jsonb);
