CREATE TABLE audit_log (
  audit_id    bigint GENERATED ALWAYS AS IDENTITY,
  occurred_at timestamptz NOT NULL DEFAULT now(),
  table_name  text NOT NULL,
  action      text NOT NULL CONSTRAINT audit_log_action_known CHECK (action IN ('INSERT', 'UPDATE', 'DELETE')),
  row_before  jsonb,
  row_after   jsonb,
  done_by     text NOT NULL DEFAULT current_user,
  PRIMARY KEY (occurred_at, audit_id)
) PARTITION BY RANGE (occurred_at);

CREATE INDEX audit_log_table_idx ON audit_log (table_name, occurred_at DESC);

CREATE FUNCTION create_audit_partition(month date) RETURNS regclass
LANGUAGE plpgsql
AS $$
DECLARE
  first_day date := date_trunc('month', month);
  partition text := 'audit_log_' || to_char(first_day, 'YYYY_MM');
BEGIN
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF audit_log FOR VALUES FROM (%L) TO (%L)',
                 partition, first_day::timestamp AT TIME ZONE 'UTC', (first_day + interval '1 month') AT TIME ZONE 'UTC');
  RETURN partition::regclass;
END;
$$;

COMMENT ON FUNCTION create_audit_partition(date) IS 'Called by the monthly job for the month to come';

SELECT create_audit_partition((date '2026-10-01' + n * interval '1 month')::date) FROM generate_series(0, 5) AS n;
CREATE TABLE audit_log_other PARTITION OF audit_log DEFAULT;

CREATE FUNCTION write_audit_log() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO audit_log (table_name, action, row_before, row_after)
  VALUES (TG_TABLE_NAME, TG_OP,
          CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END,
          CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END);
  RETURN NULL;
END;
$$;

CREATE TRIGGER orders_audit AFTER INSERT OR UPDATE OR DELETE ON orders FOR EACH ROW EXECUTE FUNCTION write_audit_log();
CREATE TRIGGER payments_audit AFTER INSERT OR UPDATE OR DELETE ON payments FOR EACH ROW EXECUTE FUNCTION write_audit_log();
