CREATE TYPE public."éééééééééééééééééééééééééééééééx" AS ENUM ('a', 'b');
CREATE TABLE public.t (id int, k public."éééééééééééééééééééééééééééééééx");
