CREATE COLLATION public."Sort, ""mine""" (PROVIDER = icu, LOCALE = 'en');
