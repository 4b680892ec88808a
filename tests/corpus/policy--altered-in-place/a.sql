CREATE TABLE public.t (id int PRIMARY KEY, owner text);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON public.t FOR UPDATE TO corpus_reader USING (id > 0) WITH CHECK (id > 1);
