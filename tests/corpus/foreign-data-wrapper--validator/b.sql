CREATE FOREIGN DATA WRAPPER dummy VALIDATOR postgresql_fdw_validator;
