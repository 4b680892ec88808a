CREATE TABLE t (a integer, v integer GENERATED ALWAYS AS (a + 1) VIRTUAL, s integer GENERATED ALWAYS AS (a + 1) STORED, w integer);
