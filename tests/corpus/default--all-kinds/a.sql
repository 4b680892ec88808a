CREATE TABLE t (a integer DEFAULT 1, b text DEFAULT 'x', c timestamptz DEFAULT now(), d integer, e text DEFAULT concat('a', 'b'), f jsonb DEFAULT '{"a": "b''c"}');
