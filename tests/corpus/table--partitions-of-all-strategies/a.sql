CREATE TABLE r (id integer, at date) PARTITION BY RANGE (at);
