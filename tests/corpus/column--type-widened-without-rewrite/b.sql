CREATE TABLE t (a varchar(20), b numeric(7,2), c text, d varbit(9), e timestamp(4), f interval(4));
CREATE INDEX t_a ON t (a);
