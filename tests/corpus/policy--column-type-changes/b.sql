CREATE TABLE public.doc (id int PRIMARY KEY, team bigint);
CREATE POLICY "select" ON public.doc USING (team > 0);
