INSERT INTO public.tasks VALUES (1, 'new', '{open,done}'), (2, 'done', NULL), (3, 'open', DEFAULT);
