-- Runs again whenever this text changes.
CREATE OR REPLACE VIEW product_availability AS
SELECT p.sku, p.name, p.unit_price, coalesce(sum(s.quantity), 0) AS on_hand,
       CASE WHEN coalesce(sum(s.quantity), 0) = 0 THEN 'sold out' WHEN bool_or(s.quantity < s.reorder_at) THEN 'low' ELSE 'available' END AS availability
FROM products AS p
LEFT JOIN stock AS s USING (product_id)
WHERE p.is_active
GROUP BY p.product_id;

COMMENT ON VIEW product_availability IS 'What the shop front shows beside each product';
