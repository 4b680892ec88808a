INSERT INTO leaf VALUES (1, 2, 3, 'x');
