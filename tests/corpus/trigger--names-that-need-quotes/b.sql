CREATE SCHEMA "a b";
CREATE TABLE "a b"."on t" (id int, " ON " text);
CREATE FUNCTION "a b"."execute function"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER "😀 tr" BEFORE UPDATE OF " ON ", id ON "a b"."on t" FOR EACH ROW EXECUTE FUNCTION "a b"."execute function"('b', '');
CREATE TRIGGER "select" BEFORE TRUNCATE ON "a b"."on t" EXECUTE FUNCTION "a b"."execute function"();
