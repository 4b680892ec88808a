CREATE TABLE t (a integer);
CREATE INDEX "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffff😀 g" ON t (a);
CREATE INDEX "select" ON t (a) WHERE (a IS NOT NULL);
