CREATE FUNCTION order_total(wanted bigint) RETURNS numeric
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT coalesce(sum(line_total), 0) FROM order_items WHERE order_id = wanted;
END;

COMMENT ON FUNCTION order_total(bigint) IS 'Sum of the lines of one order, discounts taken off';

-- items: [{"sku": "SEN-1001", "quantity": 2}, ...]
CREATE FUNCTION place_order(buyer bigint, items jsonb) RETURNS bigint
LANGUAGE plpgsql
AS $place_order$
DECLARE
  new_order bigint;
  item record;
  line int := 0;
BEGIN
  IF jsonb_array_length(items) = 0 THEN
    RAISE EXCEPTION 'An order needs at least one item' USING ERRCODE = 'invalid_parameter_value';
  END IF;

  INSERT INTO orders (customer_id, delivery_address_id)
  SELECT buyer, (SELECT address_id FROM addresses WHERE customer_id = buyer AND kind = 'delivery' AND is_default)
  RETURNING order_id INTO new_order;

  FOR item IN SELECT * FROM jsonb_to_recordset(items) AS wanted (sku text, quantity int) LOOP
    line := line + 1;
    INSERT INTO order_items (order_id, line_number, product_id, quantity, unit_price)
    SELECT new_order, line, product_id, item.quantity, unit_price FROM products WHERE sku = item.sku AND is_active;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'No active product %', item.sku USING HINT = 'Look the SKU up in products; inactive products cannot be ordered.';
    END IF;
  END LOOP;

  RETURN new_order;
END;
$place_order$;

CREATE VIEW order_summaries AS
SELECT o.order_id, o.ordered_at, o.status, c.full_name AS customer, count(i.line_number) AS lines, coalesce(sum(i.line_total), 0) AS total
FROM orders AS o
JOIN customers AS c USING (customer_id)
LEFT JOIN order_items AS i USING (order_id)
GROUP BY o.order_id, c.full_name;

COMMENT ON VIEW order_summaries IS 'One row per order with its total, for the order list of the back office';

CREATE VIEW open_balances WITH (security_barrier) AS
SELECT o.customer_id, sum(order_total(o.order_id)) - coalesce(sum(paid.amount), 0) AS balance
FROM orders AS o
LEFT JOIN LATERAL (SELECT sum(amount) AS amount FROM payments WHERE payments.order_id = o.order_id AND state = 'captured') AS paid ON true
WHERE o.status <> 'cancelled'
GROUP BY o.customer_id;
