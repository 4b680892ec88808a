CREATE TYPE public."Order" AS RANGE (SUBTYPE = int);
