CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TABLE public.t (id int, old public.e, kept public.e);
