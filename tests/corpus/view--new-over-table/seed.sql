INSERT INTO public.orders VALUES (1, 5, now()), (2, 7.5, now());
