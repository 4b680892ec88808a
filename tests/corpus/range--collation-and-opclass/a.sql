CREATE TYPE public.texts AS RANGE (SUBTYPE = text);
