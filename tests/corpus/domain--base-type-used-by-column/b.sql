CREATE DOMAIN public.amount AS bigint DEFAULT 1 CHECK (VALUE >= 0);
COMMENT ON DOMAIN public.amount IS 'how much';
CREATE TABLE public.t (id int PRIMARY KEY, a public.amount NOT NULL, l public.amount[]);
CREATE VIEW public.v AS SELECT sum(a) FROM public.t;
