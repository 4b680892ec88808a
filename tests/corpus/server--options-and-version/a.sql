CREATE FOREIGN DATA WRAPPER dummy OPTIONS (a '1');
CREATE SERVER far TYPE 'db' VERSION '1' FOREIGN DATA WRAPPER dummy OPTIONS (host 'a', password 'very-secret');
