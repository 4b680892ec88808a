INSERT INTO public.t VALUES (1, 'ä'), (2, 'z');
