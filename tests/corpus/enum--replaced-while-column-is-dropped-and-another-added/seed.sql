INSERT INTO public.t (id, kept) VALUES (1, 'a');
