INSERT INTO public.t (n) VALUES (1);
