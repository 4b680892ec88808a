CREATE FOREIGN DATA WRAPPER dummy OPTIONS (a '1');
CREATE SERVER far FOREIGN DATA WRAPPER dummy;
CREATE TABLE public.base (id int, note text);
CREATE FOREIGN TABLE public.child (extra int) INHERITS (public.base) SERVER far;
