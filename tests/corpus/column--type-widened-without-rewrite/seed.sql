INSERT INTO t VALUES ('x', 1.5, 'y', B'101', '2020-01-01 10:00', '1 day');
