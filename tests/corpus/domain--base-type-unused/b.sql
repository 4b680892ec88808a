CREATE DOMAIN public.amount AS numeric(12,4) DEFAULT 0 CHECK (VALUE >= 0);
