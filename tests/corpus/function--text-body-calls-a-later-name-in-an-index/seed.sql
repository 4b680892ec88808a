INSERT INTO public.t (id, a) VALUES (1, 'X');
