CREATE TYPE public.status AS ENUM ('new', 'open', 'done');
