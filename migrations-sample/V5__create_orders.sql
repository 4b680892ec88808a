CREATE TYPE order_status AS ENUM ('placed', 'paid', 'shipped', 'delivered', 'cancelled');

CREATE TABLE orders (
  order_id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id         bigint NOT NULL CONSTRAINT orders_customer_fk REFERENCES customers,
  delivery_address_id bigint CONSTRAINT orders_delivery_address_fk REFERENCES addresses ON DELETE SET NULL,
  status              order_status NOT NULL DEFAULT 'placed',
  ordered_at          timestamptz NOT NULL DEFAULT now(),
  shipped_at          timestamptz,
  note                text,
  CONSTRAINT orders_shipped_after_ordered CHECK (shipped_at >= ordered_at)
);

CREATE TABLE order_items (
  order_id         bigint NOT NULL CONSTRAINT order_items_order_fk REFERENCES orders ON DELETE CASCADE,
  line_number      int NOT NULL CONSTRAINT order_items_line_positive CHECK (line_number > 0),
  product_id       bigint NOT NULL CONSTRAINT order_items_product_fk REFERENCES products,
  quantity         int NOT NULL CONSTRAINT order_items_quantity_positive CHECK (quantity > 0),
  unit_price       money_amount NOT NULL,
  discount_percent numeric(4, 1) NOT NULL DEFAULT 0 CONSTRAINT order_items_discount_range CHECK (discount_percent BETWEEN 0 AND 100),
  line_total       numeric(14, 2) GENERATED ALWAYS AS (round(quantity * unit_price * (100 - discount_percent) / 100, 2)) STORED,
  PRIMARY KEY (order_id, line_number)
);

CREATE INDEX order_items_product_idx ON order_items (product_id);

COMMENT ON COLUMN order_items.unit_price IS 'Price on the day of the order; the product''s own price may have changed since';
