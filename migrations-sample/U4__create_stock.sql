-- The view of R__product_availability.sql reads this table. Its file runs again only when its text changes.
DROP VIEW IF EXISTS product_availability;
DROP TABLE stock;
DROP TABLE warehouses;
