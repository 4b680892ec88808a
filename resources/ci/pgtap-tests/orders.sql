-- pgTAP: https://pgtap.org. The same file runs under pg_prove.
\set QUIET 1
BEGIN;
SELECT plan(5);

SELECT has_table('orders');
SELECT col_is_pk('order_items', ARRAY['order_id', 'line_number'], 'a line is known by its order and number');
SELECT col_not_null('orders', 'customer_id', 'an order has a customer');
SELECT has_function('order_total', ARRAY['bigint'], 'there is a total');
SELECT throws_ok(
  $$ UPDATE order_items SET quantity = 0 $$,
  '23514', NULL, 'nobody orders nothing'
);

SELECT * FROM finish();
ROLLBACK;
