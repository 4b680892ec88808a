CREATE TYPE public.timerange AS RANGE (SUBTYPE = time);
