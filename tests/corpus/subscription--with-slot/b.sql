CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1 dbname=x user=u' PUBLICATION p1, p2 WITH (connect = false, slot_name = 'the_slot');
