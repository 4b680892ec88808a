INSERT INTO public.people VALUES (1, ROW('a', 'b'), NULL);
