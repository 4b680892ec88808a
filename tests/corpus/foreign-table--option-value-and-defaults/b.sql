CREATE EXTENSION file_fdw;
CREATE SERVER f FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE public.ft (a bigint, b text DEFAULT 'x' NOT NULL) SERVER f OPTIONS (filename '/dev/null', format 'csv', delimiter ';', "null" E'\\N');
CREATE MATERIALIZED VIEW public.m AS SELECT a FROM public.ft;
