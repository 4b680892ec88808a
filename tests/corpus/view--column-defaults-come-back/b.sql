CREATE TABLE public.t (id int PRIMARY KEY, a varchar(50));
CREATE VIEW public.v AS SELECT id, a FROM public.t;
ALTER VIEW public.v ALTER COLUMN a SET DEFAULT 'none';
