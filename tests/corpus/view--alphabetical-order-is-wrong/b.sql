CREATE TABLE public.base (id int PRIMARY KEY);
CREATE VIEW public.z AS SELECT id FROM public.base;
CREATE VIEW public.m AS SELECT id FROM public.z;
CREATE VIEW public.a AS SELECT id FROM public.m;
CREATE VIEW public.aa AS SELECT a.id FROM public.a JOIN public.z USING (id);
