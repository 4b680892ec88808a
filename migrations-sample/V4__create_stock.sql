CREATE TABLE warehouses (
  warehouse_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code         text NOT NULL CONSTRAINT warehouses_code_key UNIQUE,
  city         text NOT NULL
);

CREATE TABLE stock (
  product_id   bigint NOT NULL CONSTRAINT stock_product_fk REFERENCES products,
  warehouse_id int NOT NULL CONSTRAINT stock_warehouse_fk REFERENCES warehouses,
  quantity     int NOT NULL DEFAULT 0 CONSTRAINT stock_quantity_not_negative CHECK (quantity >= 0),
  reorder_at   int NOT NULL DEFAULT 5,
  counted_at   timestamptz,
  PRIMARY KEY (product_id, warehouse_id)
);

COMMENT ON COLUMN stock.reorder_at IS 'Buy again when the quantity falls below';
