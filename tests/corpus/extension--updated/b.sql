CREATE EXTENSION citext VERSION '1.6';
CREATE TABLE public.t (id int PRIMARY KEY, a citext);
