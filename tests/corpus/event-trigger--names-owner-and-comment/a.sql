CREATE SCHEMA "e t";
CREATE FUNCTION "e t"."on drop"() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER "Drop 😀" ON sql_drop EXECUTE FUNCTION "e t"."on drop"();
