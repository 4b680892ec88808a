CREATE COLLATION public.plain (LOCALE = 'POSIX');
CREATE COLLATION public.german (PROVIDER = icu, LOCALE = 'de-u-co-phonebk');
CREATE COLLATION public.ci (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
COMMENT ON COLLATION public.ci IS 'no case';
