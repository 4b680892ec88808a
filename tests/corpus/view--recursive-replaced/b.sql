CREATE TABLE public.node (id int PRIMARY KEY, parent int REFERENCES public.node, name text);
CREATE RECURSIVE VIEW public.tree (id, depth) AS
  SELECT id, 1 FROM public.node WHERE parent IS NULL
  UNION SELECT n.id, t.depth + 1 FROM public.node n JOIN tree t ON n.parent = t.id WHERE t.depth < 10;
