CREATE EXTENSION btree_gist;
CREATE TABLE room (id integer, during tstzrange, gone boolean, CONSTRAINT once EXCLUDE USING gist (id WITH =, during WITH &&) WITH (fillfactor = 70) WHERE (NOT gone) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE other (id integer, EXCLUDE USING btree (id WITH =));
