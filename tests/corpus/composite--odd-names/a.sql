CREATE TYPE public."we.ird" AS ("select" int, "ÄÖ ""x""" text);
