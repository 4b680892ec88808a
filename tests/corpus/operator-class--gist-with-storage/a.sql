CREATE TABLE public.t (p point);
