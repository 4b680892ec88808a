CREATE FUNCTION public.diff(x time, y time) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT AS 'SELECT extract(epoch from x - y)::float8';
CREATE TYPE public.timerange AS RANGE (SUBTYPE = time);
CREATE TABLE public.t (id int PRIMARY KEY, r public.timerange);
CREATE INDEX t_r ON public.t USING gist (r);
