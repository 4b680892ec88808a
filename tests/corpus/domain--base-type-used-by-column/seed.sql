INSERT INTO public.t VALUES (1, 5, '{1,2}'), (2, 0, NULL);
