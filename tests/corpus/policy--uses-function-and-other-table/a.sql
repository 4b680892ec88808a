CREATE TABLE public.member (team int, person text);
CREATE TABLE public.doc (id int PRIMARY KEY, team int);
