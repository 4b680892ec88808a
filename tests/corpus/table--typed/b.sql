CREATE TYPE person AS (name text, born date);
CREATE TABLE people OF person;
CREATE TABLE others OF person (PRIMARY KEY (name));
