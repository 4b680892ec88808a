INSERT INTO t VALUES ('happy', '{x}', 'ok', '{1,2}');
