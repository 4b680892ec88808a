CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=2 dbname=y' PUBLICATION p WITH (connect = false, slot_name = NONE);
