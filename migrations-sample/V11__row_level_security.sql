-- The shop front sets shop.customer_id per request; the back office works as the owner, whom policies do not bind.
CREATE FUNCTION current_customer_id() RETURNS bigint
LANGUAGE sql STABLE
RETURN nullif(current_setting('shop.customer_id', true), '')::bigint;

ALTER TABLE addresses ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE payments ENABLE ROW LEVEL SECURITY;

CREATE POLICY addresses_own ON addresses
  USING (customer_id = current_customer_id())
  WITH CHECK (customer_id = current_customer_id());

CREATE POLICY orders_own_read ON orders FOR SELECT USING (customer_id = current_customer_id());

CREATE POLICY orders_own_place ON orders FOR INSERT WITH CHECK (customer_id = current_customer_id() AND status = 'placed');

CREATE POLICY payments_own_read ON payments FOR SELECT
  USING (EXISTS (SELECT FROM orders WHERE orders.order_id = payments.order_id AND orders.customer_id = current_customer_id()));
