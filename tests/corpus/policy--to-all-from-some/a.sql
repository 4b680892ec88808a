CREATE TABLE public.t (id int PRIMARY KEY);
CREATE POLICY p ON public.t TO corpus_reader USING (id > 0);
CREATE POLICY q ON public.t FOR INSERT TO corpus_reader WITH CHECK (id > 0);
