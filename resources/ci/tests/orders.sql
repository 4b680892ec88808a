-- Plain SQL: a file holds when each statement runs and each query for one boolean says true, which is named by its column.
-- Everything is rolled back. Run in a pipeline by: strata test resources/ci/tests --dir migrations-sample

SELECT count(*) > 0 AS "the catalogue is loaded" FROM products;

SELECT (SELECT data_type FROM information_schema.columns WHERE table_name = 'orders' AND column_name = 'ordered_at') = 'timestamp with time zone' AS "orders know their time zone";

DO $$
BEGIN
  INSERT INTO orders (customer_id, ordered_at, shipped_at) SELECT min(customer_id), now(), now() - interval '1 day' FROM customers;
  RAISE EXCEPTION 'an order was shipped before it was placed';
EXCEPTION WHEN check_violation THEN
  -- As it should be.
END $$;
