CREATE TABLE t (a varchar(10), b numeric(5,2), c varchar(10), d varbit(3), e timestamp(2), f interval(2));
CREATE INDEX t_a ON t (a);
