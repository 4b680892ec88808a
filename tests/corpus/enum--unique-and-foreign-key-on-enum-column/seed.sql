INSERT INTO public.kinds VALUES ('a');
INSERT INTO public.t VALUES (1, 'a');
