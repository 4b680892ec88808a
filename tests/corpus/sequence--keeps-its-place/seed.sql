INSERT INTO proof SELECT last_value FROM s;
