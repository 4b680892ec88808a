CREATE FOREIGN DATA WRAPPER dummy OPTIONS (a '1');
CREATE SERVER far FOREIGN DATA WRAPPER dummy;
CREATE FOREIGN TABLE public.ft (id bigint OPTIONS (key 'false', more 'x') NOT NULL, fresh date DEFAULT now()) SERVER far OPTIONS (batch '20', "table" 't');
