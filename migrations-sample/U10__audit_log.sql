-- The log is lost with its table.
DROP TRIGGER payments_audit ON payments;
DROP TRIGGER orders_audit ON orders;
DROP FUNCTION write_audit_log();
DROP FUNCTION create_audit_partition(date);
DROP TABLE audit_log;
