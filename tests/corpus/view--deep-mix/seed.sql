INSERT INTO s.job VALUES (1, 'new', 5), (2, 'done', 6);
