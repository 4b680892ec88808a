CREATE SCHEMA "c s";
CREATE TYPE "c s"."From" AS ENUM ('a');
CREATE TYPE "c s"."To" AS (x text);
