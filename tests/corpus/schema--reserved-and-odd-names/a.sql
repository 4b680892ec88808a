CREATE SCHEMA "user";
CREATE SCHEMA "a.b";
CREATE TABLE "user"."order" ("group" integer PRIMARY KEY, "select" text);
CREATE TABLE "a.b"."c.d" ("e.f" integer);
