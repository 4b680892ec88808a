-- The former merchandise system was switched off in October. The codes are gone for good after this.
ALTER TABLE products DROP COLUMN legacy_erp_code;
