CREATE TABLE public."T 1" ("I d" int, "to" text);
CREATE TABLE public.log (x int);
CREATE RULE "r TO public" AS ON INSERT TO public."T 1" DO ALSO INSERT INTO public.log SELECT s."I d" FROM (SELECT NEW."I d") s;
