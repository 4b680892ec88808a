CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.v AS SELECT id, a::varchar(10) AS a FROM public.t;
CREATE VIEW public.w AS SELECT a FROM public.v;
