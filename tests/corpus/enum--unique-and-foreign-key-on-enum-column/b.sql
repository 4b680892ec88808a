CREATE TYPE public.e AS ENUM ('b', 'a');
CREATE TABLE public.kinds (k public.e PRIMARY KEY);
CREATE TABLE public.t (id int, k public.e REFERENCES public.kinds);
