INSERT INTO public.t VALUES (1, '{}', ARRAY[ROW(1, 'x')::public.c]);
