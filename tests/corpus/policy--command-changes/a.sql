CREATE TABLE public.t (id int PRIMARY KEY, owner text);
CREATE POLICY p ON public.t FOR SELECT USING (id > 0);
COMMENT ON POLICY p ON public.t IS 'p';
