CREATE SCHEMA shop;
CREATE TABLE shop.customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL UNIQUE,
  name character varying(80) NOT NULL DEFAULT 'nobody',
  born date,
  balance numeric(12,2) NOT NULL DEFAULT 0,
  tags text[] NOT NULL DEFAULT '{}',
  CONSTRAINT grown_up CHECK (born < '2010-01-01'),
  CONSTRAINT no_debt CHECK (balance >= 0)
) WITH (fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_enabled = false);
CREATE INDEX customers_name ON shop.customers (lower(name));
