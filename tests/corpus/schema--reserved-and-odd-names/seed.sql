INSERT INTO "user"."order" ("group", "select") VALUES (1, 'one'), (2, 'two');
INSERT INTO "a.b"."c.d" ("e.f") VALUES (7);
