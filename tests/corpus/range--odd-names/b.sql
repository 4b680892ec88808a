CREATE TYPE public."r.ange 🎈" AS RANGE (SUBTYPE = date);
