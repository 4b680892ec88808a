CREATE TYPE public.timerange AS RANGE (SUBTYPE = time, MULTIRANGE_TYPE_NAME = public.many_times);
