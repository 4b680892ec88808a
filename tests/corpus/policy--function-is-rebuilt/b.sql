CREATE TABLE public.doc (id int PRIMARY KEY, team int);
CREATE FUNCTION public.mine(team int) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT team > 0 $$;
CREATE POLICY p ON public.doc TO corpus_reader USING (public.mine(team));
COMMENT ON POLICY p ON public.doc IS 'kept';
