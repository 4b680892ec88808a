CREATE SCHEMA "my app";
CREATE TABLE "my app"."Doc" (id int PRIMARY KEY, "Owner" name, parent int);
ALTER TABLE "my app"."Doc" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Può leggere" ON "my app"."Doc" FOR SELECT TO corpus_writer, corpus_reader USING ("Owner" = SESSION_USER OR EXISTS (SELECT FROM "my app"."Doc" d WHERE d.id = "Doc".parent AND d."Owner" IN (CURRENT_USER, 'x''y')));
CREATE POLICY "all" ON "my app"."Doc" AS RESTRICTIVE TO CURRENT_USER USING (true) WITH CHECK (false);
