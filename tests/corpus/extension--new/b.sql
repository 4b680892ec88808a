CREATE EXTENSION pg_trgm;
CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE INDEX t_a ON public.t USING gin (a public.gin_trgm_ops);
