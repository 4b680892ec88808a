CREATE TABLE t (a integer DEFAULT 1, b date, c text DEFAULT 'seven', d integer DEFAULT 1, e varchar(5) DEFAULT 'x');
