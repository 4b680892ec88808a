CREATE DOMAIN public.d AS int NOT NULL;
CREATE TABLE public.t (id int, v public.d);
