CREATE TYPE public.address AS (street text, town text, zip varchar(10) COLLATE "C");
