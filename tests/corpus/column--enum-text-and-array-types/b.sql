CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (a mood DEFAULT 'ok', b varchar(9)[], c text DEFAULT 'sad', d bigint[]);
