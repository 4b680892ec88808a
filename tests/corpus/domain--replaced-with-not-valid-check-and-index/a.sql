CREATE DOMAIN public.d AS varchar(10);
ALTER DOMAIN public.d ADD CONSTRAINT c CHECK (VALUE <> '') NOT VALID;
CREATE TABLE public.t (id int, v public.d);
CREATE UNIQUE INDEX t_v ON public.t (v);
ALTER TABLE public.t ADD CONSTRAINT long CHECK (length(v) > 1);
