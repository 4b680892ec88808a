CREATE SCHEMA ext;
CREATE TABLE public.t (id int PRIMARY KEY, a text, n int, r int4range);
CREATE EXTENSION btree_gist SCHEMA ext;
