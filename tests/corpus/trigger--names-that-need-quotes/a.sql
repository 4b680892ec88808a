CREATE SCHEMA "a b";
CREATE TABLE "a b"."on t" (id int, " ON " text);
CREATE FUNCTION "a b"."execute function"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER "😀 tr" BEFORE UPDATE OF " ON " ON "a b"."on t" FOR EACH ROW EXECUTE FUNCTION "a b"."execute function"('a');
