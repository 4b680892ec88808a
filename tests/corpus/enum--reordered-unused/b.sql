CREATE TYPE public.status AS ENUM ('done', 'open', 'new');
