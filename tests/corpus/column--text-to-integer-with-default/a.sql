CREATE TABLE t (a text DEFAULT '1', b text, c integer DEFAULT 7, d boolean DEFAULT true, e text DEFAULT 'x');
