CREATE SCHEMA same;
CREATE TABLE same.same (same int);
CREATE FUNCTION same.same(same same.same) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
