CREATE VIEW public.v AS SELECT 1 AS one, 'x'::text AS x, NULL::timestamptz AS t;
