CREATE DOMAIN public.mail AS text CHECK (VALUE LIKE '%@%');
CREATE FUNCTION public.f(x public.mail, y public.mail[] DEFAULT '{}') RETURNS SETOF public.mail LANGUAGE sql AS $$ SELECT x $$;
