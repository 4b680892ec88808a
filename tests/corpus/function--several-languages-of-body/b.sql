CREATE FUNCTION public.f() RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
  r record; -- another comment with $function1$ and $function$ in it
BEGIN
  FOR r IN EXECUTE format($q$ SELECT %L AS "x y" $q$, E'\\') LOOP
    RAISE NOTICE '%', r;
  END LOOP;
END
$body$;
