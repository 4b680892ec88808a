CREATE TABLE t ("a b" integer, "Case" text DEFAULT 'q''q', "semi;colon" integer, "back\\slash" text);
