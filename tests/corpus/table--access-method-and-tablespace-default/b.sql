CREATE TABLE t (id integer) WITH (parallel_workers = 4, user_catalog_table = true);
