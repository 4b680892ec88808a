CREATE TYPE public."we.ird" AS ("select" bigint, "ÄÖ ""x""" text, "a b" date);
