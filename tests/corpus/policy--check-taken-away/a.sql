CREATE TABLE public.t (id int PRIMARY KEY, owner text);
CREATE POLICY p ON public.t USING (id > 0) WITH CHECK (id > 1);
