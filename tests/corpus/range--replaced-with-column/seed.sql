INSERT INTO public.t VALUES (1, '[10:00,11:00)');
