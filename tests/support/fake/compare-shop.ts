import type { Difference, PlannedAction } from '#shared/contract/compare.ts'

export type Draft = Pick<PlannedAction, 'sql'> & Partial<PlannedAction>

/** An object of the shop with its definition on both sides, what differs of it and the statements that bring it there and back. */
export interface FakeObject {
  id: string
  a: string | null
  b: string | null
  uses?: readonly string[]
  usedBy?: readonly string[]
  differences: readonly (Pick<Difference, 'id' | 'change'> & Partial<Difference> & { name?: string; forward?: readonly Draft[]; undo?: readonly Draft[] })[]
}

const orders = (column: string, more: string) => `CREATE TABLE public.orders (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    customer_id bigint NOT NULL,
    ${column},
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    status public.order_status DEFAULT 'new'::public.order_status NOT NULL,${more}
    CONSTRAINT orders_pkey PRIMARY KEY (id),
    CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id)
);`

const body = (change: { rate: string; round: string }) => `CREATE OR REPLACE FUNCTION public.order_total(p_order bigint)
 RETURNS numeric
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  v_net    numeric(12, 2) := 0;
  v_tax    numeric(12, 2) := 0;
  v_rebate numeric(12, 2) := 0;
  v_rate   numeric(5, 4);
  v_line   record;
BEGIN
  FOR v_line IN
    SELECT p.price, i.quantity, p.tax_class
      FROM public.order_items i
      JOIN public.products p ON p.id = i.product_id
     WHERE i.order_id = p_order
  LOOP
    v_rate := CASE v_line.tax_class
                WHEN 'reduced' THEN 0.0700
                WHEN 'none'    THEN 0
                ELSE ${change.rate}
              END;
    v_net := v_net + v_line.price * v_line.quantity;
    v_tax := v_tax + v_line.price * v_line.quantity * v_rate;
  END LOOP;

  SELECT coalesce(sum(r.amount), 0)
    INTO v_rebate
    FROM public.rebates r
   WHERE r.order_id = p_order
     AND r.valid_until > now();

  IF v_net - v_rebate < 0 THEN
    RAISE EXCEPTION 'order % has a negative total', p_order;
  END IF;

  RETURN ${change.round};
END
$function$;`

const tableLock = (relation: string, mode: PlannedAction['locks'][number]['mode'] = 'ACCESS EXCLUSIVE') => [{ mode, relation }]

/** Staging beside production. */
export const shop: readonly FakeObject[] = [
  {
    id: 'table:public.orders',
    a: orders('total integer', ''),
    b: orders('total bigint', `
    cancelled_at timestamp with time zone,
    CONSTRAINT total_positive CHECK ((total >= 0)) NOT VALID,`) + '\n\nCREATE INDEX orders_placed_at ON public.orders USING btree (placed_at DESC) WHERE (cancelled_at IS NULL);',
    uses: ['enum:public.order_status', 'table:public.customers'],
    usedBy: ['view:public.order_summary', 'function:public.order_total(bigint)', 'table:public.payments'],
    differences: [
      {
        id: 'column:public.orders.total', change: 'changed', name: 'total', attributes: [{ name: 'type', before: 'integer', after: 'bigint' }],
        forward: [{ sql: 'ALTER TABLE public.orders ALTER COLUMN total TYPE bigint;', verb: 'alter', subject: 'column:public.orders.total', locks: tableLock('table:public.orders'), rewrites: ['table:public.orders'], why: 'the type differs; the view public.order_summary is down while it changes' }],
        undo: [{ sql: 'ALTER TABLE public.orders ALTER COLUMN total TYPE integer;', verb: 'alter', subject: 'column:public.orders.total', locks: tableLock('table:public.orders'), rewrites: ['table:public.orders'], why: 'the type differs' }],
      },
      {
        id: 'column:public.orders.cancelled_at', change: 'added', name: 'cancelled_at',
        forward: [{ sql: 'ALTER TABLE public.orders ADD COLUMN cancelled_at timestamp with time zone;', verb: 'create', subject: 'column:public.orders.cancelled_at', creates: ['column:public.orders.cancelled_at'], locks: tableLock('table:public.orders') }],
        undo: [{ sql: 'ALTER TABLE public.orders DROP COLUMN cancelled_at;', verb: 'drop', subject: 'column:public.orders.cancelled_at', destroys: ['column:public.orders.cancelled_at'], locks: tableLock('table:public.orders'), loses: 'All values of public.orders.cancelled_at are lost.' }],
      },
      {
        id: 'constraint:public.orders.total_positive', change: 'added', name: 'total_positive',
        forward: [{ sql: 'ALTER TABLE public.orders ADD CONSTRAINT total_positive CHECK ((total >= 0)) NOT VALID;', verb: 'create', subject: 'constraint:public.orders.total_positive', creates: ['constraint:public.orders.total_positive'], locks: tableLock('table:public.orders') }],
        undo: [{ sql: 'ALTER TABLE public.orders DROP CONSTRAINT total_positive;', verb: 'drop', subject: 'constraint:public.orders.total_positive', destroys: ['constraint:public.orders.total_positive'], locks: tableLock('table:public.orders') }],
      },
      {
        id: 'index:public.orders_placed_at', change: 'added', name: 'orders_placed_at',
        forward: [{ sql: 'CREATE INDEX orders_placed_at ON public.orders USING btree (placed_at DESC) WHERE (cancelled_at IS NULL);', verb: 'create', subject: 'index:public.orders_placed_at', creates: ['index:public.orders_placed_at'], locks: tableLock('table:public.orders', 'SHARE'), scans: ['table:public.orders'], why: 'it is missing; after the column cancelled_at, which its condition names' }],
        undo: [{ sql: 'DROP INDEX public.orders_placed_at;', verb: 'drop', subject: 'index:public.orders_placed_at', destroys: ['index:public.orders_placed_at'], locks: tableLock('table:public.orders') }],
      },
      { id: 'policy:public.orders.own_orders', change: 'changed', name: 'own_orders', attributes: [{ name: 'using', before: '(customer_id = public.current_customer())', after: '((customer_id = public.current_customer()) AND (cancelled_at IS NULL))' }, { name: 'roles', before: ['PUBLIC'], after: ['shop_app'] }], forward: [{ sql: 'ALTER POLICY own_orders ON public.orders TO shop_app USING ((customer_id = public.current_customer()) AND (cancelled_at IS NULL));', verb: 'alter', subject: 'policy:public.orders.own_orders', locks: tableLock('table:public.orders') }] },
      { id: 'trigger:public.orders.order_audit', change: 'changed', name: 'order_audit', attributes: [{ name: 'enabled', before: 'origin', after: 'always' }], forward: [{ sql: 'ALTER TABLE public.orders ENABLE ALWAYS TRIGGER order_audit;', verb: 'alter', subject: 'trigger:public.orders.order_audit', locks: tableLock('table:public.orders', 'SHARE ROW EXCLUSIVE') }] },
      { id: 'comment@table:public.orders', change: 'added', noise: 'comment', name: 'orders', forward: [{ sql: "COMMENT ON TABLE public.orders IS 'One row for each order, also for those that were cancelled';", verb: 'create', subject: 'comment@table:public.orders' }] },
      { id: 'privilege:shop_reports@table:public.orders', change: 'removed', noise: 'privilege', name: 'shop_reports', forward: [{ sql: 'REVOKE SELECT ON TABLE public.orders FROM shop_reports;', verb: 'drop', subject: 'privilege:shop_reports@table:public.orders' }] },
      { id: 'privilege:shop_app@table:public.orders', change: 'changed', noise: 'privilege', name: 'shop_app', attributes: [{ name: 'privileges', before: ['INSERT', 'SELECT', 'UPDATE'], after: ['DELETE', 'INSERT', 'SELECT', 'UPDATE'] }], forward: [{ sql: 'GRANT DELETE ON TABLE public.orders TO shop_app;', verb: 'alter', subject: 'privilege:shop_app@table:public.orders' }] },
    ],
  },
  {
    id: 'table:public.products',
    a: `CREATE TABLE public.products (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    sku text NOT NULL,
    name text NOT NULL,
    price numeric(12,2) NOT NULL,
    stock integer DEFAULT 0 NOT NULL,
    CONSTRAINT products_pkey PRIMARY KEY (id)
);

CREATE INDEX products_sku ON public.products USING btree (sku);`,
    b: `CREATE TABLE public.products (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    name text NOT NULL,
    price numeric(14,2) NOT NULL,
    stock integer DEFAULT 0 NOT NULL,
    tax_class text DEFAULT 'standard'::text NOT NULL,
    CONSTRAINT products_pkey PRIMARY KEY (id)
);`,
    usedBy: ['function:public.order_total(bigint)'],
    differences: [
      { id: 'column:public.products.sku', change: 'removed', name: 'sku', forward: [{ sql: 'ALTER TABLE public.products DROP COLUMN sku;', verb: 'drop', subject: 'column:public.products.sku', destroys: ['column:public.products.sku', 'index:public.products_sku'], locks: tableLock('table:public.products'), loses: 'All values of public.products.sku are lost.' }], undo: [{ sql: 'ALTER TABLE public.products ADD COLUMN sku text;', verb: 'create', subject: 'column:public.products.sku', creates: ['column:public.products.sku'], locks: tableLock('table:public.products'), why: 'it is missing; its values do not come back' }] },
      { id: 'index:public.products_sku', change: 'removed', name: 'products_sku', undo: [{ sql: 'CREATE INDEX products_sku ON public.products USING btree (sku);', verb: 'create', subject: 'index:public.products_sku', creates: ['index:public.products_sku'], locks: tableLock('table:public.products', 'SHARE'), scans: ['table:public.products'] }] },
      { id: 'column:public.products.price', change: 'changed', name: 'price', attributes: [{ name: 'type', before: 'numeric(12,2)', after: 'numeric(14,2)' }], forward: [{ sql: 'ALTER TABLE public.products ALTER COLUMN price TYPE numeric(14,2);', verb: 'alter', subject: 'column:public.products.price', locks: tableLock('table:public.products'), why: 'the type differs; a wider numeric needs no rewrite' }] },
      { id: 'column:public.products.tax_class', change: 'added', name: 'tax_class', forward: [{ sql: "ALTER TABLE public.products ADD COLUMN tax_class text DEFAULT 'standard'::text NOT NULL;", verb: 'create', subject: 'column:public.products.tax_class', creates: ['column:public.products.tax_class', 'default@column:public.products.tax_class'], locks: tableLock('table:public.products') }] },
    ],
  },
  {
    id: 'table:public.customer', b: null,
    a: 'CREATE TABLE public.customer (\n    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,\n    email text NOT NULL,\n    CONSTRAINT customer_pkey PRIMARY KEY (id)\n);',
    differences: [{ id: 'table:public.customer', change: 'removed', name: 'customer', forward: [{ sql: 'DROP TABLE public.customer;', verb: 'drop', subject: 'table:public.customer', destroys: ['table:public.customer'], locks: tableLock('table:public.customer'), loses: 'All rows of public.customer are lost, about 48,120.' }] }],
  },
  {
    id: 'table:public.customers', a: null,
    b: 'CREATE TABLE public.customers (\n    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,\n    email text NOT NULL,\n    phone text,\n    CONSTRAINT customers_pkey PRIMARY KEY (id)\n);',
    usedBy: ['table:public.orders'],
    differences: [
      { id: 'table:public.customers', change: 'added', name: 'customers', forward: [{ sql: 'CREATE TABLE public.customers (\n    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,\n    email text NOT NULL,\n    phone text,\n    CONSTRAINT customers_pkey PRIMARY KEY (id)\n);', verb: 'create', subject: 'table:public.customers', creates: ['table:public.customers', 'column:public.customers.id', 'column:public.customers.email', 'column:public.customers.phone', 'constraint:public.customers.customers_pkey'] }], undo: [{ sql: 'DROP TABLE public.customers;', verb: 'drop', subject: 'table:public.customers', destroys: ['table:public.customers'], loses: 'All rows of public.customers are lost.' }] },
      { id: 'owner@table:public.customers', change: 'added', noise: 'owner', name: 'customers' },
    ],
  },
  {
    id: 'view:public.order_summary',
    a: 'CREATE VIEW public.order_summary AS\n SELECT customer_id,\n    count(*) AS orders,\n    sum(total) AS total\n   FROM public.orders\n  GROUP BY customer_id;',
    b: 'CREATE VIEW public.order_summary WITH (security_invoker=true) AS\n SELECT customer_id,\n    count(*) AS orders,\n    sum(total) AS total,\n    max(placed_at) AS last_order\n   FROM public.orders\n  WHERE cancelled_at IS NULL\n  GROUP BY customer_id;',
    uses: ['table:public.orders'], usedBy: ['materialized-view:reports.monthly'],
    differences: [
      {
        id: 'view:public.order_summary', change: 'changed', name: 'order_summary',
        attributes: [{ name: 'definition', before: ' SELECT customer_id,\n    count(*) AS orders,\n    sum(total) AS total\n   FROM public.orders\n  GROUP BY customer_id;', after: ' SELECT customer_id,\n    count(*) AS orders,\n    sum(total) AS total,\n    max(placed_at) AS last_order\n   FROM public.orders\n  WHERE cancelled_at IS NULL\n  GROUP BY customer_id;' }, { name: 'options', before: null, after: { security_invoker: 'true' } }],
        forward: [{ sql: 'CREATE VIEW public.order_summary WITH (security_invoker=true) AS\n SELECT customer_id,\n    count(*) AS orders,\n    sum(total) AS total,\n    max(placed_at) AS last_order\n   FROM public.orders\n  WHERE cancelled_at IS NULL\n  GROUP BY customer_id;', verb: 'replace', subject: 'view:public.order_summary', creates: ['view:public.order_summary'], locks: tableLock('view:public.order_summary'), why: 'the definition differs; after public.orders.cancelled_at, which it reads' }],
      },
      { id: 'owner@view:public.order_summary', change: 'changed', noise: 'owner', name: 'order_summary', attributes: [{ name: 'role', before: 'deployer', after: 'shop_owner' }], forward: [{ sql: 'ALTER VIEW public.order_summary OWNER TO shop_owner;', verb: 'alter', subject: 'owner@view:public.order_summary' }] },
    ],
  },
  {
    id: 'function:public.order_total(bigint)', a: body({ rate: '0.1600', round: 'v_net + v_tax - v_rebate' }), b: body({ rate: '0.1900', round: 'round(v_net + v_tax - v_rebate, 2)' }),
    uses: ['table:public.orders', 'table:public.products'],
    differences: [{ id: 'function:public.order_total(bigint)', change: 'changed', name: 'order_total(bigint)', attributes: [{ name: 'definition', before: body({ rate: '0.1600', round: 'v_net + v_tax - v_rebate' }), after: body({ rate: '0.1900', round: 'round(v_net + v_tax - v_rebate, 2)' }) }], forward: [{ sql: body({ rate: '0.1900', round: 'round(v_net + v_tax - v_rebate, 2)' }), verb: 'replace', subject: 'function:public.order_total(bigint)' }], undo: [{ sql: body({ rate: '0.1600', round: 'v_net + v_tax - v_rebate' }), verb: 'replace', subject: 'function:public.order_total(bigint)' }] }],
  },
  {
    id: 'function:public.current_customer()', a: null, b: "CREATE FUNCTION public.current_customer()\n RETURNS bigint\n LANGUAGE sql\n STABLE\nRETURN (current_setting('shop.customer'::text))::bigint;",
    differences: [{ id: 'function:public.current_customer()', change: 'added', name: 'current_customer()', forward: [{ sql: "CREATE FUNCTION public.current_customer()\n RETURNS bigint\n LANGUAGE sql\n STABLE\nRETURN (current_setting('shop.customer'::text))::bigint;", verb: 'create', subject: 'function:public.current_customer()', creates: ['function:public.current_customer()'] }] }],
  },
  {
    id: 'procedure:public.purge_carts(interval)', b: null, a: "CREATE PROCEDURE public.purge_carts(IN age interval)\n LANGUAGE sql\nBEGIN ATOMIC\n DELETE FROM public.carts WHERE (carts.touched_at < (now() - purge_carts.age));\nEND;",
    differences: [{ id: 'procedure:public.purge_carts(interval)', change: 'removed', name: 'purge_carts(interval)', forward: [{ sql: 'DROP PROCEDURE public.purge_carts(interval);', verb: 'drop', subject: 'procedure:public.purge_carts(interval)', destroys: ['procedure:public.purge_carts(interval)'] }] }],
  },
  {
    id: 'enum:public.order_status', a: "CREATE TYPE public.order_status AS ENUM (\n    'new',\n    'paid',\n    'sent'\n);", b: "CREATE TYPE public.order_status AS ENUM (\n    'new',\n    'paid',\n    'sent',\n    'returned'\n);", usedBy: ['table:public.orders'],
    differences: [{ id: 'enum:public.order_status', change: 'changed', name: 'order_status', attributes: [{ name: 'labels', before: ['new', 'paid', 'sent'], after: ['new', 'paid', 'sent', 'returned'] }], forward: [{ sql: "ALTER TYPE public.order_status ADD VALUE 'returned' AFTER 'sent';", verb: 'alter', subject: 'enum:public.order_status', why: 'a label is missing; in a transaction of its own, because a new label can be used only after COMMIT' }] }],
  },
  {
    id: 'domain:public.email', a: 'CREATE DOMAIN public.email AS text;', b: "CREATE DOMAIN public.email AS text\n    CONSTRAINT email_check CHECK ((VALUE ~ '^[^@]+@[^@]+$'::text));",
    differences: [{ id: 'domain-constraint:public.email.email_check', change: 'added', name: 'email_check', forward: [{ sql: "ALTER DOMAIN public.email ADD CONSTRAINT email_check CHECK ((VALUE ~ '^[^@]+@[^@]+$'::text));", verb: 'create', subject: 'domain-constraint:public.email.email_check', creates: ['domain-constraint:public.email.email_check'], scans: ['table:public.customers'] }] }],
  },
  { id: 'sequence:public.invoice_number', a: 'CREATE SEQUENCE public.invoice_number;', b: 'CREATE SEQUENCE public.invoice_number\n    CACHE 20;', differences: [{ id: 'sequence:public.invoice_number', change: 'changed', name: 'invoice_number', attributes: [{ name: 'cache', before: '1', after: '20' }], forward: [{ sql: 'ALTER SEQUENCE public.invoice_number CACHE 20;', verb: 'alter', subject: 'sequence:public.invoice_number' }] }] },
  { id: 'schema:reports', a: null, b: 'CREATE SCHEMA reports;', differences: [{ id: 'schema:reports', change: 'added', name: 'reports', forward: [{ sql: 'CREATE SCHEMA reports;', verb: 'create', subject: 'schema:reports', creates: ['schema:reports'] }] }] },
  {
    id: 'materialized-view:reports.monthly', a: null, b: "CREATE MATERIALIZED VIEW reports.monthly AS\n SELECT date_trunc('month'::text, last_order) AS month,\n    sum(total) AS total\n   FROM public.order_summary\n  GROUP BY (date_trunc('month'::text, last_order));", uses: ['view:public.order_summary'],
    differences: [
      { id: 'materialized-view:reports.monthly', change: 'added', name: 'monthly', forward: [{ sql: "CREATE MATERIALIZED VIEW reports.monthly AS\n SELECT date_trunc('month'::text, last_order) AS month,\n    sum(total) AS total\n   FROM public.order_summary\n  GROUP BY (date_trunc('month'::text, last_order));", verb: 'create', subject: 'materialized-view:reports.monthly', creates: ['materialized-view:reports.monthly'], scans: ['table:public.orders'] }] },
      { id: 'index:reports.monthly_month', change: 'added', name: 'monthly_month', forward: [{ sql: 'CREATE UNIQUE INDEX monthly_month ON reports.monthly USING btree (month);', verb: 'create', subject: 'index:reports.monthly_month', creates: ['index:reports.monthly_month'] }] },
    ],
  },
  { id: 'extension:pg_trgm', a: null, b: 'CREATE EXTENSION pg_trgm SCHEMA public;', differences: [{ id: 'extension:pg_trgm', change: 'added', name: 'pg_trgm', forward: [{ sql: 'CREATE EXTENSION pg_trgm SCHEMA public;', verb: 'create', subject: 'extension:pg_trgm', creates: ['extension:pg_trgm'] }] }] },
  { id: 'publication:shop_feed', a: 'CREATE PUBLICATION shop_feed FOR TABLE public.orders;', b: 'CREATE PUBLICATION shop_feed FOR TABLE public.orders, public.products;', differences: [{ id: 'publication:shop_feed', change: 'changed', name: 'shop_feed', attributes: [{ name: 'tables', before: ['public.orders'], after: ['public.orders', 'public.products'] }], forward: [{ sql: 'ALTER PUBLICATION shop_feed ADD TABLE public.products;', verb: 'alter', subject: 'publication:shop_feed', locks: tableLock('table:public.products', 'SHARE UPDATE EXCLUSIVE') }] }] },
]
