CREATE SCHEMA "a.b";
CREATE SCHEMA "select";
CREATE SCHEMA "emoji 😀 ""quoted""";
