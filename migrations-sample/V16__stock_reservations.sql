CREATE TABLE stock_reservations (
  reservation_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id     bigint NOT NULL,
  warehouse_id   int NOT NULL,
  order_id       bigint CONSTRAINT stock_reservations_order_fk REFERENCES orders ON DELETE CASCADE,
  quantity       int NOT NULL CONSTRAINT stock_reservations_quantity_positive CHECK (quantity > 0),
  expires_at     timestamptz NOT NULL DEFAULT now() + interval '30 minutes',
  CONSTRAINT stock_reservations_stock_fk FOREIGN KEY (product_id, warehouse_id) REFERENCES stock (product_id, warehouse_id)
);

CREATE INDEX stock_reservations_stock_idx ON stock_reservations (product_id, warehouse_id);
CREATE INDEX stock_reservations_expires_idx ON stock_reservations (expires_at);

CREATE FUNCTION check_reservation() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  on_hand int;
  reserved int;
BEGIN
  SELECT quantity INTO on_hand FROM stock WHERE product_id = NEW.product_id AND warehouse_id = NEW.warehouse_id FOR UPDATE;
  SELECT coalesce(sum(quantity), 0) INTO reserved FROM stock_reservations
  WHERE product_id = NEW.product_id AND warehouse_id = NEW.warehouse_id AND expires_at > now();
  IF reserved > on_hand THEN
    RAISE EXCEPTION 'Only % of product % in warehouse %', on_hand, NEW.product_id, NEW.warehouse_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END;
$$;

-- Deferred, so that a basket may be shifted between warehouses in one transaction.
CREATE CONSTRAINT TRIGGER stock_reservations_check AFTER INSERT OR UPDATE ON stock_reservations
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_reservation();

CREATE FUNCTION release_expired_reservations() RETURNS bigint
LANGUAGE sql
AS $$
  WITH gone AS (DELETE FROM stock_reservations WHERE expires_at <= now() RETURNING 1)
  SELECT count(*) FROM gone;
$$;
