CREATE FUNCTION public.f() RETURNS text LANGUAGE sql AS E'SELECT ''a\\\\b''\r\n';
