CREATE SCHEMA "New Ext";
CREATE EXTENSION "uuid-ossp" SCHEMA "New Ext";
CREATE TABLE public.t (id uuid PRIMARY KEY DEFAULT "New Ext".uuid_generate_v4(), n int);
