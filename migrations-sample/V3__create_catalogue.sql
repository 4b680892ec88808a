CREATE DOMAIN money_amount AS numeric(12, 2) CONSTRAINT money_amount_not_negative CHECK (VALUE >= 0);
COMMENT ON DOMAIN money_amount IS 'Euros with two decimals';

CREATE TABLE categories (
  category_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  parent_id   int CONSTRAINT categories_parent_fk REFERENCES categories,
  slug        text NOT NULL CONSTRAINT categories_slug_key UNIQUE,
  name        text NOT NULL,
  CONSTRAINT categories_not_own_parent CHECK (parent_id <> category_id)
);

CREATE TABLE products (
  product_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  category_id     int NOT NULL CONSTRAINT products_category_fk REFERENCES categories,
  sku             text NOT NULL CONSTRAINT products_sku_key UNIQUE CONSTRAINT products_sku_shape CHECK (sku ~ '^[A-Z]{3}-[0-9]{4}$'),
  name            text NOT NULL,
  unit_price      money_amount NOT NULL,
  weight_grams    int CONSTRAINT products_weight_positive CHECK (weight_grams > 0),
  is_active       boolean NOT NULL DEFAULT true,
  created_at      timestamptz NOT NULL DEFAULT now(),
  legacy_erp_code text
);

CREATE INDEX products_category_idx ON products (category_id) WHERE is_active;

COMMENT ON TABLE products IS 'What the shop sells; a product is never deleted, only made inactive';
COMMENT ON COLUMN products.legacy_erp_code IS 'Number of the article in the former merchandise system';
