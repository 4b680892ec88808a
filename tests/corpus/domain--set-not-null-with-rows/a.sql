CREATE DOMAIN public.d AS int;
CREATE TABLE public.t (id int, v public.d);
