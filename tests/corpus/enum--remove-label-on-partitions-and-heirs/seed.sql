INSERT INTO public.p VALUES (1, 'a'), (11, 'b');
INSERT INTO public.heir VALUES ('a', 1);
