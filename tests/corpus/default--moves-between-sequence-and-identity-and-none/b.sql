CREATE SEQUENCE s;
CREATE TABLE t (a bigint, b bigint NOT NULL DEFAULT nextval('s'), c bigint NOT NULL DEFAULT nextval('s'));
