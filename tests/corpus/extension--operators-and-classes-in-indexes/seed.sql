INSERT INTO public.t VALUES (1, 'abc', 1, '[1,5)');
