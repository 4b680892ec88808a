CREATE TYPE public."Odd ""Type""" AS ENUM ('it''s', 'back\slash');
