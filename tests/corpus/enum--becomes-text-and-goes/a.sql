CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TABLE public.t (id int, k public.e NOT NULL DEFAULT 'a');
CREATE VIEW public.v AS SELECT k FROM public.t;
