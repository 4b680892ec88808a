CREATE TABLE t (note text);
CREATE TABLE orders (id serial PRIMARY KEY, big bigserial, small smallserial, note text);
