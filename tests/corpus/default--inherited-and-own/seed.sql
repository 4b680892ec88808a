INSERT INTO p VALUES (1, 1, 1), (2, 2, 2), (3, 3, 3);
