CREATE SCHEMA "Mixed Case";
CREATE SCHEMA "select";
