CREATE EXTENSION citext VERSION '1.4';
CREATE TABLE public.t (id int PRIMARY KEY, a citext);
