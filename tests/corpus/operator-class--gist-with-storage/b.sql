CREATE TABLE public.t (p point);
CREATE OPERATOR CLASS public.my_points FOR TYPE point USING gist AS OPERATOR 11 |>> (point, point), OPERATOR 15 <-> (point, point) FOR ORDER BY pg_catalog.float_ops,
  FUNCTION 1 pg_catalog.gist_point_consistent(internal, point, smallint, oid, internal), FUNCTION 2 pg_catalog.gist_box_union(internal, internal), FUNCTION 3 pg_catalog.gist_point_compress(internal),
  FUNCTION 5 pg_catalog.gist_box_penalty(internal, internal, internal), FUNCTION 6 pg_catalog.gist_box_picksplit(internal, internal), FUNCTION 7 pg_catalog.gist_box_same(box, box, internal),
  FUNCTION 8 pg_catalog.gist_point_distance(internal, point, smallint, oid, internal), STORAGE box;
CREATE INDEX t_p ON public.t USING gist (p public.my_points);
