CREATE TABLE public.items (id int PRIMARY KEY, note text);
CREATE SCHEMA sales;
CREATE TABLE sales.visits (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE public.items;
