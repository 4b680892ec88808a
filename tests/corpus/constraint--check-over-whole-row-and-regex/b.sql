CREATE TABLE t (a text, b text, CONSTRAINT re CHECK (a ~ '^[a-z]+''"\\d$' OR b IN ('x', 'NOT VALID', ' DEFERRABLE')), CONSTRAINT "ck NOT VALID" CHECK (t.* IS NOT NULL) NOT VALID);
