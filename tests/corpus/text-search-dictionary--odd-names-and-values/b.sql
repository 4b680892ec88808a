CREATE TEXT SEARCH DICTIONARY public."Dict ""1""" (TEMPLATE = simple, STOPWORDS = 'english', ACCEPT = true);
CREATE TEXT SEARCH CONFIGURATION public."select" (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION public."select" ADD MAPPING FOR word, numhword WITH public."Dict ""1""", simple;
ALTER TEXT SEARCH CONFIGURATION public."select" OWNER TO corpus_owner;
