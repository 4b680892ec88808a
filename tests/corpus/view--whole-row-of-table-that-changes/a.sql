CREATE TABLE public.t (id int PRIMARY KEY, a int);
CREATE VIEW public.v AS SELECT t AS row, t.id FROM public.t;
