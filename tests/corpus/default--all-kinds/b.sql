CREATE TABLE t (a integer DEFAULT 2, b text, c timestamptz DEFAULT CURRENT_TIMESTAMP, d integer DEFAULT (1 + 2), e text DEFAULT NULL, f jsonb DEFAULT '{"a": "\\u0041"}');
