CREATE TABLE t (a integer, b integer, c text);
CREATE STATISTICS one ON a, b FROM t;
ALTER STATISTICS one SET STATISTICS 300;
CREATE STATISTICS two (dependencies, mcv) ON a, c FROM t;
CREATE SCHEMA s;
CREATE STATISTICS s."od d" (mcv) ON b, c FROM t;
COMMENT ON STATISTICS s."od d" IS 'x';
