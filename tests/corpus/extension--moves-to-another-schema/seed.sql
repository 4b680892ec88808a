SET search_path TO public, ext;
INSERT INTO public.t VALUES (1, 'a=>1');
