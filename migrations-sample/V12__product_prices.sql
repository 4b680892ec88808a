CREATE TABLE product_prices (
  product_id bigint NOT NULL CONSTRAINT product_prices_product_fk REFERENCES products,
  valid      daterange NOT NULL,
  price      money_amount NOT NULL,
  CONSTRAINT product_prices_valid_not_empty CHECK (NOT isempty(valid)),
  -- Two prices of one product never hold on the same day. The range around the id does without the extension btree_gist.
  CONSTRAINT product_prices_no_overlap EXCLUDE USING gist (int8range(product_id, product_id, '[]') WITH &&, valid WITH &&)
);

COMMENT ON TABLE product_prices IS 'Price of each product by day; products.unit_price is the one of today';

INSERT INTO product_prices (product_id, valid, price)
SELECT product_id, daterange('2026-01-01', '2026-07-01'), round(unit_price * 0.95, 2) FROM products
UNION ALL
SELECT product_id, daterange('2026-07-01', NULL), unit_price FROM products;

CREATE FUNCTION price_on(wanted bigint, day date) RETURNS numeric
LANGUAGE sql STABLE
AS 'SELECT price FROM product_prices WHERE product_id = wanted AND valid @> day';
