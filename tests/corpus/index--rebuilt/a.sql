CREATE TABLE t (a integer, b text, c integer);
CREATE INDEX pred ON t (a) WHERE a > 1;
CREATE INDEX uniq ON t (a);
CREATE INDEX meth ON t (a);
CREATE INDEX cols ON t (a, b);
COMMENT ON INDEX pred IS 'kept';
