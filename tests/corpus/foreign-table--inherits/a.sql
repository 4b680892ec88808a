CREATE EXTENSION file_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER file_fdw;
CREATE TABLE public.base (id int, note text);
