CREATE TEXT SEARCH CONFIGURATION public.c (COPY = english);
CREATE TABLE public.t (id int, n text, v tsvector GENERATED ALWAYS AS (to_tsvector('public.c', n)) STORED);
CREATE INDEX t_v ON public.t USING gin (v);
