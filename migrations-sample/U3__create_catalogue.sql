DROP TABLE products;
DROP TABLE categories;
DROP DOMAIN money_amount;
