INSERT INTO "p.1" VALUES ('a', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'); INSERT INTO c VALUES (1, 'a', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
