INSERT INTO public.t (id, b) VALUES (1, 'b');
