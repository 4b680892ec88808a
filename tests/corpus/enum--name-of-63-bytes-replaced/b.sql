CREATE TYPE public."éééééééééééééééééééééééééééééééx" AS ENUM ('b', 'a');
CREATE TABLE public.t (id int, k public."éééééééééééééééééééééééééééééééx");
