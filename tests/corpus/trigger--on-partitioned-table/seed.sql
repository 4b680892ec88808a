INSERT INTO public.p VALUES (1, 'x'), (11, 'y');
