CREATE TEXT SEARCH TEMPLATE public.t (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH PARSER public.p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, HEADLINE = prsd_headline, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH DICTIONARY public.d (TEMPLATE = public.t);
CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = public.p);
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR word WITH public.d;
COMMENT ON TEXT SEARCH TEMPLATE public.t IS 'template';
COMMENT ON TEXT SEARCH PARSER public.p IS 'parser';
