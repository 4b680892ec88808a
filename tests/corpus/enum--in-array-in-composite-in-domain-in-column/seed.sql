INSERT INTO public.t VALUES (1, ROW('{a,b}', 5), ARRAY[ROW(ROW('{b}', 1), 'a')::public.outside]);
