-- Brings the column back, not its values: those are only in a backup made before version 15.
ALTER TABLE products ADD COLUMN legacy_erp_code text;
COMMENT ON COLUMN products.legacy_erp_code IS 'Number of the article in the former merchandise system';
