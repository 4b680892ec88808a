CREATE TYPE public.address AS (street text, town text);
CREATE TABLE public.people (id int PRIMARY KEY, home public.address, more public.address[]);
