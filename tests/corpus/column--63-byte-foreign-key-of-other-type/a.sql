CREATE TABLE "p.1" (id text, "k, ""x""" text, PRIMARY KEY (id, "k, ""x"""));
CREATE TABLE c (id integer PRIMARY KEY, p text, "q) y" text, FOREIGN KEY (p, "q) y") REFERENCES "p.1");
