CREATE SCHEMA z;
CREATE TABLE z.t (id int PRIMARY KEY, "we ird" text);
CREATE FUNCTION z.f(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE PUBLICATION p FOR TABLE z.t (id, "we ird") WHERE (id > 0 AND ("we ird" <> 'x'));
