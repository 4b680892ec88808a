CREATE TYPE public.mood AS ENUM ('sad', 'ok');
CREATE DOMAIN public.age AS int CHECK (VALUE >= 0);
CREATE TYPE public.person AS (mood public.mood, age public.age);
CREATE TYPE public.crowd AS (people public.person[], title text);
CREATE DOMAIN public.crowds AS public.crowd[] CHECK (array_length(VALUE, 1) < 10);
CREATE TABLE public.events (id int, who public.crowds);
