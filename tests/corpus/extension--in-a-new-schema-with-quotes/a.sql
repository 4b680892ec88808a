CREATE SCHEMA "Old Ext";
CREATE EXTENSION "uuid-ossp" SCHEMA "Old Ext";
CREATE TABLE public.t (id uuid PRIMARY KEY DEFAULT "Old Ext".uuid_generate_v4(), n int);
