CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE TABLE public.m (id int, a text);
CREATE INDEX m_a ON public.m (a);
