CREATE DOMAIN public.amount AS numeric(10,2) DEFAULT 0 CHECK (VALUE >= 0);
