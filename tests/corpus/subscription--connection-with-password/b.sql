CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=2 dbname=x user=u password=very-secret' PUBLICATION p1, p2 WITH (connect = false, slot_name = NONE);
