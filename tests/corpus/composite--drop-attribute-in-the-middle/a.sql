CREATE TYPE public.address AS (street text, house int, town text);
