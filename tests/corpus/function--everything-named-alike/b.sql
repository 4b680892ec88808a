CREATE SCHEMA same;
CREATE TABLE same.same (same int);
CREATE FUNCTION same.same(same same.same) RETURNS int LANGUAGE sql STABLE AS $$ SELECT 1 $$;
CREATE FUNCTION same.same() RETURNS SETOF same.same LANGUAGE sql AS $$ SELECT * FROM same.same $$;
CREATE VIEW same."same view" AS SELECT same.same.same FROM same.same;
