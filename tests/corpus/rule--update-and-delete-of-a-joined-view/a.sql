CREATE TABLE public.a (id int PRIMARY KEY, x text);
CREATE TABLE public.b (id int PRIMARY KEY REFERENCES public.a, y text);
CREATE VIEW public.ab AS SELECT a.id, a.x, b.y FROM public.a JOIN public.b USING (id);
