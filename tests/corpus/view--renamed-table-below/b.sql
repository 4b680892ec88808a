CREATE TABLE public.new_name (id int PRIMARY KEY, a text);
CREATE VIEW public.v AS SELECT id, a FROM public.new_name;
