CREATE SCHEMA geo;
CREATE EXTENSION cube SCHEMA geo;
CREATE EXTENSION earthdistance SCHEMA geo;
CREATE TABLE public.place (id int PRIMARY KEY, at geo.earth);
