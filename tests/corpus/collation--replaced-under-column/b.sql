CREATE COLLATION public.names (PROVIDER = icu, LOCALE = 'sv');
CREATE TABLE public.t (id int PRIMARY KEY, n text COLLATE public.names);
CREATE INDEX t_n ON public.t (n);
