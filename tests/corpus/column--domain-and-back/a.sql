CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TABLE t (a integer, b positive, c text);
