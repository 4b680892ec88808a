CREATE TYPE public.floats AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = float8mi);
