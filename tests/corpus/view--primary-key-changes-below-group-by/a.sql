CREATE TABLE public.t (id int, code text NOT NULL, n int, CONSTRAINT t_pk PRIMARY KEY (id));
CREATE VIEW public.v AS SELECT id, code, sum(n) AS n FROM public.t GROUP BY id;
COMMENT ON VIEW public.v IS 'kept';
