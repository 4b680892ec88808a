CREATE SCHEMA "app data";
CREATE DOMAIN "app data".email AS text CHECK (VALUE LIKE '%@%');
CREATE TYPE "app data".role AS ENUM ('admin', 'user');
CREATE FUNCTION "app data".tidy(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(trim($1)) $$;
CREATE TABLE "app data".account (
  id bigint GENERATED ALWAYS AS IDENTITY (START WITH 1000 CACHE 10) PRIMARY KEY,
  mail "app data".email NOT NULL,
  role "app data".role NOT NULL DEFAULT 'user',
  plain text GENERATED ALWAYS AS ("app data".tidy(mail::text)) STORED,
  up bigint REFERENCES "app data".account ON DELETE SET NULL,
  EXCLUDE USING hash (mail WITH =)
);
CREATE UNIQUE INDEX account_mail ON "app data".account ("app data".tidy(mail)) WHERE role <> 'admin';
CREATE TABLE "app data".event (at timestamptz NOT NULL DEFAULT now(), account bigint REFERENCES "app data".account, body jsonb DEFAULT '{}') PARTITION BY RANGE (at);
CREATE TABLE "app data".event_default PARTITION OF "app data".event DEFAULT;
CREATE INDEX event_account ON "app data".event (account, at DESC);
CREATE STATISTICS "app data".event_stat ON account, at FROM "app data".event_default;
CREATE TABLE "app data".archive () INHERITS ("app data".account);
COMMENT ON COLUMN "app data".event.body IS 'what';
COMMENT ON CONSTRAINT account_pkey ON "app data".account IS 'key';
COMMENT ON INDEX "app data".event_account IS 'idx';
GRANT SELECT (id, mail) ON "app data".account TO corpus_reader;
