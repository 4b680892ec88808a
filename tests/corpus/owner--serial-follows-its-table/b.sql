CREATE TABLE public.t (id serial PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE public.t OWNER TO corpus_owner;
