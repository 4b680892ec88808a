CREATE TYPE public.status AS ENUM ('draft', 'new', 'triaged', 'open', 'waiting', 'done', 'archived');
