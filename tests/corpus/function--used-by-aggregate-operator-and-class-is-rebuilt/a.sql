CREATE TABLE public.t (id int);
CREATE FUNCTION public.add_up(x int, y int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT x + y $$;
CREATE FUNCTION public.backwards(x int, y int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.btint4cmp(y, x) $$;
CREATE AGGREGATE public.total(int) (SFUNC = public.add_up, STYPE = int);
CREATE OPERATOR public.+*& (FUNCTION = public.add_up, LEFTARG = int, RIGHTARG = int, COMMUTATOR = OPERATOR(public.+*&));
CREATE OPERATOR CLASS public.down FOR TYPE int USING btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 public.backwards(int, int);
CREATE INDEX t_down ON public.t (id public.down);
CREATE VIEW public.v AS SELECT public.total(id) AS n, 1 OPERATOR(public.+*&) 2 AS three FROM public.t;
