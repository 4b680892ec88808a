CREATE SCHEMA s;
CREATE TYPE s.pair AS (x int, y int, z int);
CREATE FUNCTION s.area(p s.pair) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT p.x * p.y $$;
CREATE VIEW s.v AS SELECT s.area(ROW(1, 2, 3)::s.pair) AS n;
COMMENT ON FUNCTION s.area(s.pair) IS 'area';
