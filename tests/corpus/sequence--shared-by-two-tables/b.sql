CREATE SCHEMA other;
CREATE SEQUENCE other.ids;
CREATE TABLE a (id bigint DEFAULT nextval('other.ids'));
CREATE TABLE b (id bigint DEFAULT nextval('other.ids'));
