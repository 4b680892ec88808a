CREATE TYPE public.state AS ENUM ('new', 'old');
CREATE TABLE public.t (id int PRIMARY KEY, s public.state);
CREATE VIEW public.v AS SELECT id FROM public.t WHERE s = 'old';
CREATE POLICY p ON public.t USING (s = 'old');
CREATE FUNCTION public.f(x public.state DEFAULT 'old') RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
