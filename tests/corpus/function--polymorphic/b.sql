CREATE FUNCTION public.first_of(anyarray) RETURNS anyelement LANGUAGE sql IMMUTABLE AS $$ SELECT $1[1] $$;
CREATE FUNCTION public.pair(a anycompatible, b anycompatible, OUT x anycompatiblearray) LANGUAGE sql AS $$ SELECT ARRAY[a, b] $$;
