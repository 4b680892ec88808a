INSERT INTO base VALUES (5, 'a'); INSERT INTO child VALUES (6, 'b', 1);
