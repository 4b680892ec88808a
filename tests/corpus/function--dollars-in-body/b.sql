CREATE FUNCTION public.f() RETURNS text LANGUAGE plpgsql AS $outer$ BEGIN EXECUTE $function$ SELECT 1 $function$; RETURN $$ x $$ || '$function1'; END $outer$;
CREATE FUNCTION public.g() RETURNS text LANGUAGE sql AS 'SELECT ''a$function''';
CREATE FUNCTION public.h() RETURNS text LANGUAGE sql AS 'SELECT $x$a$x$ -- $';
