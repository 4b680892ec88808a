DROP FUNCTION price_on(bigint, date);
DROP TABLE product_prices;
