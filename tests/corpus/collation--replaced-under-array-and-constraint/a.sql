CREATE COLLATION public.c (PROVIDER = icu, LOCALE = 'de');
CREATE TABLE public.t (id int, n text COLLATE public.c UNIQUE, l text[] COLLATE public.c, CHECK (n > 'a'));
