CREATE AGGREGATE public.pick(float8 ORDER BY anyelement) (SFUNC = pg_catalog.ordered_set_transition, STYPE = internal, FINALFUNC = pg_catalog.percentile_disc_final, FINALFUNC_EXTRA);
CREATE AGGREGATE public.place(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = pg_catalog.ordered_set_transition_multi, STYPE = internal, FINALFUNC = pg_catalog.rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
COMMENT ON AGGREGATE public.pick(float8 ORDER BY anyelement) IS 'ordered';
