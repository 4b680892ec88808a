CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE RULE "no delete" AS ON DELETE TO public.t DO INSTEAD NOTHING;
