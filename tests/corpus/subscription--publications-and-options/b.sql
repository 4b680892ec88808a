CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1 dbname=x user=u' PUBLICATION p2, p3 WITH (connect = false, slot_name = NONE, synchronous_commit = 'remote_apply');
