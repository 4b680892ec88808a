CREATE TABLE base (id integer, v text);
CREATE TABLE shown (id integer, v text);
