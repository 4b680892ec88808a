INSERT INTO p VALUES (1, 'b', 'c'), (2, 'd', 'e');
