CREATE SCHEMA ext;
CREATE TABLE public.t (id int PRIMARY KEY, a text, n int, r int4range);
CREATE EXTENSION btree_gist SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE INDEX t_a ON public.t USING gist (a ext.gist_trgm_ops (siglen = 32), n ext.gist_int4_ops);
ALTER TABLE public.t ADD CONSTRAINT no_overlap EXCLUDE USING gist (n WITH =, r WITH &&);
CREATE VIEW public.near AS SELECT id, ext.similarity(a, 'x') AS s FROM public.t WHERE a OPERATOR(ext.%) 'x' ORDER BY a OPERATOR(ext.<->) 'x';
