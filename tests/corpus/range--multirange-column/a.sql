CREATE TYPE public.r AS RANGE (SUBTYPE = int);
CREATE TABLE public.t (id int, m public.r_multirange, r public.r DEFAULT 'empty');
