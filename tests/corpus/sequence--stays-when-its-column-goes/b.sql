CREATE TABLE t (v text);
CREATE SEQUENCE t_id_seq AS integer;
CREATE SEQUENCE u_id_seq AS integer;
