INSERT INTO public.t VALUES (1, 10, 'n'), (2, 20, NULL);
