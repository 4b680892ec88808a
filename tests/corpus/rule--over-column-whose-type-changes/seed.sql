INSERT INTO public.log VALUES ('only');
