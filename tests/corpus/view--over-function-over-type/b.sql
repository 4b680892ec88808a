CREATE SCHEMA s;
CREATE TYPE s.mood AS ENUM ('sad', 'ok');
CREATE TABLE s.person (id int PRIMARY KEY, mood s.mood);
CREATE FUNCTION s.is_ok(m s.mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT m = 'ok' $$;
CREATE VIEW s.happy AS SELECT id FROM s.person WHERE s.is_ok(mood);
CREATE VIEW s.happier AS SELECT count(*) AS n FROM s.happy;
