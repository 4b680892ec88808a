DROP VIEW open_balances;
DROP VIEW order_summaries;
DROP FUNCTION place_order(bigint, jsonb);
DROP FUNCTION order_total(bigint);
