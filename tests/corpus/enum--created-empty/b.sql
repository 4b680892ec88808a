CREATE SCHEMA apart; CREATE TYPE apart.nothing AS ENUM ();
