CREATE TABLE public.doc (id int PRIMARY KEY, team int);
CREATE POLICY "select" ON public.doc USING (team > 0);
