CREATE EXTENSION file_fdw;
CREATE SERVER f FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE public.ft (a int, b text) SERVER f OPTIONS (filename '/dev/null', format 'csv');
CREATE MATERIALIZED VIEW public.m AS SELECT a FROM public.ft;
