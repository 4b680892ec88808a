CREATE TYPE person AS (name text, born date);
CREATE TABLE people OF person;
