CREATE TABLE public.t (id int NOT NULL, code text, n int, CONSTRAINT t_pk PRIMARY KEY (code));
CREATE VIEW public.v AS SELECT id, code, sum(n) AS n FROM public.t GROUP BY code;
COMMENT ON VIEW public.v IS 'kept';
