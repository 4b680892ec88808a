CREATE TABLE t (id integer) WITH (parallel_workers = 2);
