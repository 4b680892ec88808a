CREATE FUNCTION public.like_it(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 OPERATOR(pg_catalog.~~) $2 $$;
CREATE OPERATOR public.~~~~ (FUNCTION = public.like_it, LEFTARG = text, RIGHTARG = text);
CREATE TABLE public.t (id int PRIMARY KEY, a text CHECK (a OPERATOR(public.~~~~) 'x%'));
CREATE INDEX t_a ON public.t (a) WHERE a OPERATOR(public.~~~~) 'xy%';
CREATE POLICY p ON public.t USING (a OPERATOR(public.~~~~) 'z%');
