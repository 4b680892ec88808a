CREATE TABLE public.t (id int PRIMARY KEY, team int);
CREATE VIEW public.mine AS SELECT id, team FROM public.t;
CREATE TABLE public.doc (id int PRIMARY KEY, team int);
CREATE POLICY p ON public.doc FOR SELECT TO corpus_reader USING (EXISTS (SELECT FROM public.mine m WHERE m.team = doc.team));
COMMENT ON POLICY p ON public.doc IS 'kept';
