CREATE TABLE public.t (id int, a text);
CREATE POLICY p ON public.t USING (id > 0);
CREATE VIEW public.v AS SELECT id FROM public.t;
