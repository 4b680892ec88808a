INSERT INTO public.t (id, name) VALUES (1, 'x');
