INSERT INTO t VALUES ('12', '2020-02-03', 4, false, 'e');
