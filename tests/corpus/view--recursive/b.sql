CREATE TABLE public.node (id int PRIMARY KEY, parent int REFERENCES public.node, name text);
CREATE RECURSIVE VIEW public.tree (id, depth) AS
  SELECT id, 0 FROM public.node WHERE parent IS NULL
  UNION ALL SELECT n.id, t.depth + 1 FROM public.node n JOIN tree t ON n.parent = t.id;
