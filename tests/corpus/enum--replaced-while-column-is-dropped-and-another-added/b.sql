CREATE TYPE public.e AS ENUM ('b', 'a', 'z');
CREATE TABLE public.t (id int, kept public.e, fresh public.e DEFAULT 'z');
