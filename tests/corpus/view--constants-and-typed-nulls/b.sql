CREATE VIEW public.v AS SELECT 1 AS one, 'y'::text AS x, NULL::timestamptz AS t, ARRAY[1, 2] AS list;
