CREATE TABLE logs (at date NOT NULL, line text);
