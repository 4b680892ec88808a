CREATE TABLE public.t (id int PRIMARY KEY, owner text);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.t FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON public.t FOR UPDATE TO corpus_reader, corpus_writer USING (owner = CURRENT_USER) WITH CHECK (owner <> '');
CREATE POLICY strict ON public.t AS RESTRICTIVE FOR SELECT USING (id > 0);
CREATE POLICY added ON public.t FOR INSERT WITH CHECK (id > 0);
COMMENT ON POLICY mine ON public.t IS 'mine';
