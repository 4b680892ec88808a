CREATE TABLE "Odd.Table" ("Id's" serial, "x""y" bigserial);
CREATE SEQUENCE "😀 seq" OWNED BY "Odd.Table"."x""y";
