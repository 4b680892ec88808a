CREATE TABLE public."Or.ders" (id int, k int, PRIMARY KEY (id, k)) PARTITION BY RANGE (k);
