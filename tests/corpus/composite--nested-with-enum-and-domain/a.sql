CREATE TYPE public.mood AS ENUM ('sad', 'ok');
CREATE DOMAIN public.age AS int CHECK (VALUE >= 0);
