CREATE TABLE t (id bigserial PRIMARY KEY, v text);
CREATE TABLE r (t bigint REFERENCES t);
