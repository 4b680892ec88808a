INSERT INTO child VALUES (1, 's', 2, 3);
