CREATE TABLE t (id serial PRIMARY KEY, v text);
CREATE TABLE r (t integer REFERENCES t);
