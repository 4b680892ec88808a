CREATE TYPE address_kind AS ENUM ('billing', 'delivery');

CREATE TABLE addresses (
  address_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL CONSTRAINT addresses_customer_fk REFERENCES customers ON DELETE CASCADE,
  kind        address_kind NOT NULL,
  street      text NOT NULL,
  postcode    text NOT NULL,
  city        text NOT NULL,
  country     char(2) NOT NULL CONSTRAINT addresses_country_upper CHECK (country = upper(country)),
  is_default  boolean NOT NULL DEFAULT false
);

CREATE INDEX addresses_customer_idx ON addresses (customer_id);

-- At most one default per customer and kind.
CREATE UNIQUE INDEX addresses_one_default ON addresses (customer_id, kind) WHERE is_default;

COMMENT ON COLUMN addresses.country IS 'ISO 3166-1 alpha-2';
