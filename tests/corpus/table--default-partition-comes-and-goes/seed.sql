INSERT INTO p VALUES (1, 'a'), (9, 'b');
