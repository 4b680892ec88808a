CREATE TYPE public."Odd ""Type""" AS ENUM ('it''s', 'ünï 🎉', 'back\slash', 'a.b');
