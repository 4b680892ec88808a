CREATE TYPE payment_method AS ENUM ('card', 'transfer', 'invoice', 'wallet');
CREATE TYPE payment_state AS ENUM ('pending', 'captured', 'refunded', 'failed');

CREATE TABLE payments (
  payment_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id    bigint NOT NULL CONSTRAINT payments_order_fk REFERENCES orders,
  method      payment_method NOT NULL,
  state       payment_state NOT NULL DEFAULT 'pending',
  amount      money_amount NOT NULL,
  reference   text,
  captured_at timestamptz,
  CONSTRAINT payments_captured_has_time CHECK (state <> 'captured' OR captured_at IS NOT NULL)
);

CREATE INDEX payments_order_idx ON payments (order_id);
CREATE UNIQUE INDEX payments_reference_key ON payments (method, reference) WHERE reference IS NOT NULL;

COMMENT ON TABLE payments IS 'Every attempt to pay, successful or not';
