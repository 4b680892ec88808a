CREATE TABLE "p.1" (id text, "k, ""x""" uuid, PRIMARY KEY (id, "k, ""x"""));
CREATE TABLE c (id integer PRIMARY KEY, p text, "q) y" uuid, FOREIGN KEY (p, "q) y") REFERENCES "p.1");
