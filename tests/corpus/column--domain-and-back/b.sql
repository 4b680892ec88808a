CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TABLE t (a positive, b integer, c text, d positive DEFAULT 5);
