CREATE TABLE "P.1" ("k e y" text, "v""v" integer) PARTITION BY LIST ("k e y");
