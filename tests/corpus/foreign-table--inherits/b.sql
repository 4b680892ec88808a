CREATE EXTENSION file_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER file_fdw;
CREATE TABLE public.base (id int, note text);
CREATE FOREIGN TABLE public.child (extra int) INHERITS (public.base) SERVER far OPTIONS (filename '/dev/null', format 'csv');
