CREATE TABLE public.orders (id int PRIMARY KEY, region text, total numeric);
CREATE TABLE public.items (id int PRIMARY KEY, note text);
CREATE SCHEMA sales;
CREATE TABLE sales.visits (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE public.orders (id, region) WHERE (id > 5 AND id < 100), public.items (id);
