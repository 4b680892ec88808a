CREATE DOMAIN public.email AS text CONSTRAINT has_dot CHECK (VALUE LIKE '%.%') CONSTRAINT short CHECK (length(VALUE) < 100);
