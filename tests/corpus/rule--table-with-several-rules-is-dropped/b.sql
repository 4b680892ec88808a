CREATE TABLE public.log (x int);
