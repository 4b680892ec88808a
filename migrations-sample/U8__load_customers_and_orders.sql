-- Takes every customer and order away, also those that came after the load.
TRUNCATE payments, order_items, orders, addresses, customers RESTART IDENTITY;
