CREATE SCHEMA "my app";
CREATE TABLE "my app"."Doc" (id int PRIMARY KEY, "Owner" name, parent int);
ALTER TABLE "my app"."Doc" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Può leggere" ON "my app"."Doc" FOR SELECT TO corpus_reader USING ("Owner" = CURRENT_USER);
