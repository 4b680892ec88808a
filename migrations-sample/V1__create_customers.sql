CREATE TYPE customer_status AS ENUM ('prospect', 'active', 'blocked');

CREATE TABLE customers (
  customer_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email       text NOT NULL CONSTRAINT customers_email_shape CHECK (email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$'),
  full_name   text NOT NULL CONSTRAINT customers_full_name_not_blank CHECK (btrim(full_name) <> ''),
  locale      text NOT NULL DEFAULT 'en',
  status      customer_status NOT NULL DEFAULT 'prospect',
  created_at  timestamptz NOT NULL DEFAULT now()
);

-- One account per address, however it is written.
CREATE UNIQUE INDEX customers_email_key ON customers (lower(email));

COMMENT ON TABLE customers IS 'People and companies who buy from the shop';
COMMENT ON COLUMN customers.locale IS 'Language of mails and invoices, such as en, de or zh-CN';
