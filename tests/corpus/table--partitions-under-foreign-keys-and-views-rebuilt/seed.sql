INSERT INTO customer VALUES (1, 'a'); INSERT INTO orders VALUES (1, '2020-02-02', 1, 'new', 5), (2, '2021-02-02', 1, 'done', 6); INSERT INTO line VALUES ('2020-02-02', 1, 1);
