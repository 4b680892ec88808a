CREATE TABLE t (a integer, b text, c integer);
CREATE INDEX pred ON t (a) WHERE a > 2;
CREATE UNIQUE INDEX uniq ON t (a);
CREATE INDEX meth ON t USING hash (a);
CREATE INDEX cols ON t (b, a);
COMMENT ON INDEX pred IS 'kept';
