CREATE MATERIALIZED VIEW monthly_sales AS
SELECT date_trunc('month', o.ordered_at AT TIME ZONE 'UTC')::date AS month,
       c.slug AS category,
       count(DISTINCT o.order_id) AS orders,
       sum(i.quantity) AS items,
       sum(i.line_total) AS revenue
FROM orders AS o
JOIN order_items AS i USING (order_id)
JOIN products AS p USING (product_id)
JOIN categories AS c USING (category_id)
WHERE o.status <> 'cancelled'
GROUP BY 1, 2;

-- REFRESH ... CONCURRENTLY needs it.
CREATE UNIQUE INDEX monthly_sales_key ON monthly_sales (month, category);

COMMENT ON MATERIALIZED VIEW monthly_sales IS 'Refreshed every night';
