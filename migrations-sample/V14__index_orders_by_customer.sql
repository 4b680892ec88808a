-- Built while the shop goes on selling: such an index cannot be built inside a transaction, so it stands alone in its file.
CREATE INDEX CONCURRENTLY orders_customer_ordered_at_idx ON orders (customer_id, ordered_at DESC);
