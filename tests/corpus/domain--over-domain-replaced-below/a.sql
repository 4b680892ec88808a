CREATE DOMAIN public.d1 AS int;
CREATE DOMAIN public.d2 AS public.d1 CHECK (VALUE > 0);
CREATE FUNCTION public.f(public.d2) RETURNS int LANGUAGE sql AS 'SELECT 1';
