INSERT INTO public.t VALUES (1, ROW(5), '{5,6}');
