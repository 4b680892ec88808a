import { factId } from '#shared/schema/fact.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { SchemaBuilder } from './schema-builder.ts'

/** The schema of the shop: three schemas, sixty objects, most kinds, some names that hurt. */
export function shopSchema(takenAt: string): Snapshot {
  const shop = new SchemaBuilder()
  for (const [name, comment] of [['public', 'What customers see'], ['billing', 'Payments and invoices'], ['reporting', 'Read by the warehouse only']] as const) {
    shop.say('comment', shop.add('schema', [name]), { text: comment })
    shop.say('owner', `schema:${name}`, { role: 'shop_owner' })
  }
  addTypes(shop)
  addPublicTables(shop)
  addBilling(shop)
  addOrderEvents(shop)
  addCode(shop)
  addReporting(shop)
  addDatabaseWide(shop)
  return shop.snapshot({
    database: 'shop', serverVersion: '16.4', serverVersionNum: 160004, takenAt, schemas: null,
    gaps: [
      { code: 'not-modelled', severity: 'info', subject: 'conversion public.latin9_to_utf8', message: 'Strata does not model conversions: conversion public.latin9_to_utf8 is left as it is.' },
      { code: 'permission-denied', severity: 'warning', subject: 'schema vault', message: 'deployer has no USAGE on schema vault: its objects are not shown.', help: 'GRANT USAGE ON SCHEMA vault TO deployer;' },
      { code: 'permission-denied', severity: 'warning', subject: 'user mapping erp', message: 'Options of the user mapping for erp may only be read by its owner.' },
    ],
  })
}

function addTypes(shop: SchemaBuilder): void {
  shop.say('comment', shop.add('enum', ['public', 'order_status'], { labels: ['new', 'paid', 'packed', 'sent', 'returned', 'cancelled'] }), { text: 'What happened to an order, in this order' })
  shop.add('enum', ['billing', 'invoice_state'], { labels: ['draft', 'open', 'paid', 'void'] })
  shop.add('composite', ['public', 'address'], { attributes: [{ name: 'street', type: 'text' }, { name: 'postcode', type: 'character varying(12)' }, { name: 'city', type: 'text' }, { name: 'country', type: 'character(2)' }] })
  const email = shop.add('domain', ['public', 'email'], { type: 'text', notNull: true })
  shop.add('domain-constraint', ['public', 'email', 'email_check'], { definition: "CHECK ((VALUE ~ '^[^@]+@[^@]+$'::text))" }, { parent: email })
  shop.add('range', ['billing', 'amount_range'], { subtype: 'numeric' })
  shop.add('sequence', ['billing', 'invoice_number'], { start: '10000', cache: '20' })
}

const now = 'now()'

function addPublicTables(shop: SchemaBuilder): void {
  const customers = shop.table('public', 'customers', ['id bigint! identity', 'email public.email! // Signs in with it', 'full_name text!', 'phone text', 'address public.address', 'locale text! = \'en\'::text', `created_at timestamp with time zone! = ${now}`], { comment: 'People who have ordered at least once, or have signed up', rows: 184_201 })
  shop.constraint(customers, 'customers_email_key', 'unique', 'UNIQUE (email)')
  shop.uses(factId('column', ['public', 'customers', 'email']), 'domain:public.email')
  shop.index(customers, 'customers_name_trgm', 'INDEX ON USING gin (full_name public.gin_trgm_ops)')
  shop.index(customers, 'customers_lower_email', 'UNIQUE INDEX ON USING btree (lower((email)::text))')
  shop.table('public', 'categories', ['id bigint! identity', 'parent_id bigint -> public.categories.id', 'slug text!', 'title text!'], { rows: 212 })
  const products = shop.table('public', 'products', ['id bigint! identity', 'category_id bigint -> public.categories.id', 'sku text!', 'name text!', 'price numeric(12,2)!', 'stock integer! = 0', 'search tsvector', 'attributes jsonb! = \'{}\'::jsonb'], { comment: 'What is for sale', rows: 41_877 })
  shop.index(products, 'products_search', 'INDEX ON USING gin (search)')
  shop.index(products, 'products_sku', 'UNIQUE INDEX ON USING btree (sku) WHERE (stock > 0)', { invalid: true })
  shop.constraint(products, 'products_price_check', 'check', 'CHECK ((price >= (0)::numeric))')
  const orders = shop.table('public', 'orders', ['id bigint! identity', 'customer_id bigint! -> public.customers.id', "status public.order_status! = 'new'::public.order_status", 'total bigint // In cents; see order_totals', 'currency character(3)! = \'EUR\'::bpchar', `placed_at timestamp with time zone! = ${now}`, 'shipped_at timestamp with time zone', 'note text'], { comment: 'One row an order, from the first click on "buy"', rows: 1_204_332, data: { rowSecurity: true, options: { fillfactor: '85', autovacuum_vacuum_scale_factor: '0.05' } } })
  shop.uses(factId('column', ['public', 'orders', 'status']), 'enum:public.order_status')
  shop.index(orders, 'orders_placed_at', 'INDEX ON USING btree (placed_at DESC)')
  shop.index(orders, 'orders_open', "INDEX ON USING btree (customer_id) INCLUDE (total) WHERE (status = 'new'::public.order_status)")
  shop.constraint(orders, 'total_positive', 'check', 'CHECK ((total >= 0)) NOT VALID', { notValid: true })
  shop.say('comment', shop.add('policy', ['public', 'orders', 'own_orders'], { command: 'SELECT', roles: ['shop_app'], using: "(customer_id = (current_setting('shop.customer'::text))::bigint)", definition: "FOR SELECT TO shop_app USING ((customer_id = (current_setting('shop.customer'::text))::bigint))" }, { parent: orders }), { text: 'A customer sees own orders' })
  shop.add('policy', ['public', 'orders', 'staff_all'], { definition: 'FOR ALL TO shop_staff USING (true) WITH CHECK (true)' }, { parent: orders })
  const items = shop.table('public', 'order_items', ['id bigint! identity', 'order_id bigint! -> public.orders.id', 'product_id bigint! -> public.products.id', 'quantity integer! = 1', 'price numeric(12,2)!'], { rows: 3_377_090 })
  shop.index(items, 'order_items_order', 'INDEX ON USING btree (order_id)')
  shop.table('public', 'reviews', ['id bigint! identity', 'product_id bigint! -> public.products.id', 'customer_id bigint -> public.customers.id', 'stars smallint!', 'body text'], { rows: 90_118 })
  shop.table('public', 'Wish "list"', ['id uuid! = gen_random_uuid()', 'customer_id bigint! -> public.customers.id', 'product_id bigint! -> public.products.id'], { comment: 'A name that must be quoted', rows: 0 })
  shop.table('public', 'select', ['id integer! identity', 'from text', 'where text'], { comment: 'Reserved words as names' })
  shop.table('public', 'flyway_schema_history', ['installed_rank integer!', 'version character varying(50)', 'description character varying(200)!', 'script character varying(1000)!', 'checksum integer', 'success boolean!'], { rows: 17, owner: 'deployer' })
  for (const table of [customers, products, orders, items]) {
    shop.say('privilege', table, { privileges: ['SELECT', 'INSERT', 'UPDATE'], grantable: [] }, 'shop_app')
    shop.say('privilege', table, { privileges: ['SELECT'], grantable: [] }, 'reporting_ro')
    shop.say('privilege', table, { privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], grantable: ['SELECT'] }, 'shop_staff')
  }
  shop.say('privilege', factId('column', ['public', 'customers', 'phone']), { privileges: ['SELECT'], grantable: [] }, 'PUBLIC')
}

function addBilling(shop: SchemaBuilder): void {
  const invoices = shop.table('billing', 'invoices', ["number bigint! = nextval('billing.invoice_number'::regclass)", 'order_id bigint! -> public.orders.id', "state billing.invoice_state! = 'draft'::billing.invoice_state", 'amount numeric(12,2)!', 'due date'], { rows: 1_190_871, comment: 'One or more an order' })
  shop.uses(factId('column', ['billing', 'invoices', 'number']), 'sequence:billing.invoice_number')
  shop.constraint(invoices, 'invoices_order_id_key', 'unique', 'UNIQUE (order_id)')
  shop.table('billing', 'payment_methods', ['code text!', 'label text!'], { rows: 6 })
  const payments = shop.table('billing', 'payments', ['id bigint! identity', 'invoice bigint! -> billing.invoices.number', 'method text -> billing.payment_methods.code', 'amount numeric(12,2)!', `paid_at timestamp with time zone! = ${now}`], { rows: 1_150_004 })
  shop.index(payments, 'payments_invoice', 'INDEX ON USING btree (invoice)')
  shop.table('billing', 'refunds', ['id bigint! identity', 'payment_id bigint! -> billing.payments.id', 'amount numeric(12,2)!', 'reason text'], { rows: 20_417 })
  shop.table('billing', 'tax_rates', ['country character(2)!', 'rate numeric(5,4)!', 'valid daterange!'], { rows: 88 })
}

function addOrderEvents(shop: SchemaBuilder): void {
  const events = shop.table('public', 'order_events', ['at timestamp with time zone!', 'order_id bigint! -> public.orders.id', 'kind text!', 'payload jsonb'], { comment: 'Kept for two years', rows: 9_801_224, data: { partitionKey: 'RANGE (at)' } })
  for (const year of [2024, 2025, 2026, 2027]) {
    shop.table('public', `order_events_${year}`, ['at timestamp with time zone!', 'order_id bigint!', 'kind text!', 'payload jsonb'], { rows: year === 2027 ? 0 : 3_200_000, data: { partitionOf: events, bound: `FOR VALUES FROM ('${year}-01-01 00:00:00+00') TO ('${year + 1}-01-01 00:00:00+00')` } })
  }
}

const auditBody = `\nBEGIN\n  INSERT INTO public.order_events (at, order_id, kind, payload)\n  VALUES (now(), NEW.id, lower(TG_OP), to_jsonb(NEW));\n  RETURN NEW;\nEND\n`

function addCode(shop: SchemaBuilder): void {
  const routine = (kind: string, schema: string, name: string, signature: string, data: Record<string, string | boolean>, ...uses: string[]) => {
    const id = shop.add(kind, [schema, name], { language: 'sql', ...(signature && { arguments: signature }), ...data }, { id: factId(kind, [schema, name], signature) })
    shop.say('owner', id, { role: 'shop_owner' })
    return shop.uses(id, ...uses)
  }
  const audit = routine('function', 'public', 'order_audit', '', { language: 'plpgsql', returns: 'trigger', source: auditBody, securityDefiner: true }, 'table:public.order_events')
  shop.say('comment', audit, { text: 'Writes each change of an order to order_events' })
  routine('function', 'public', 'price_of', 'bigint', { returns: 'numeric', volatility: 'STABLE', source: ' SELECT price FROM public.products WHERE id = $1 ' }, 'table:public.products')
  routine('function', 'public', 'price_of', 'text', { returns: 'numeric', volatility: 'STABLE', source: ' SELECT price FROM public.products WHERE sku = $1 ' }, 'table:public.products')
  routine('function', 'billing', 'next_invoice', '', { returns: 'bigint', source: " SELECT nextval('billing.invoice_number') " }, 'sequence:billing.invoice_number')
  routine('procedure', 'billing', 'close_month', 'date', { language: 'plpgsql', source: "\nBEGIN\n  UPDATE billing.invoices SET state = 'open' WHERE state = 'draft' AND due < $1;\nEND\n" }, 'table:billing.invoices')
  routine('aggregate', 'reporting', 'median', 'numeric', { transition: 'array_append', state: 'numeric[]', final: 'reporting.median_of' })
  for (const [name, definition, enabled] of [['order_audit', 'AFTER INSERT OR UPDATE ON public.orders FOR EACH ROW EXECUTE FUNCTION public.order_audit()', null], ['order_guard', 'BEFORE DELETE ON public.orders FOR EACH ROW EXECUTE FUNCTION public.order_audit()', 'disabled']] as const) {
    shop.uses(shop.add('trigger', ['public', 'orders', name], { definition: `CREATE TRIGGER ${name} ${definition}`, ...(enabled && { enabled }) }, { parent: 'table:public.orders' }), audit)
  }
}

function addReporting(shop: SchemaBuilder): void {
  const view = (kind: string, schema: string, name: string, definition: string, columns: [string, string][], ...uses: string[]) => {
    const id = shop.add(kind, [schema, name], { definition }, { info: { columns: columns.map(([column, type]) => ({ name: column, type })) } })
    shop.say('owner', id, { role: 'reporting' })
    return shop.uses(id, ...uses)
  }
  view('view', 'public', 'order_summary', ' SELECT customer_id,\n    count(*) AS orders,\n    sum(total) AS total\n   FROM public.orders\n  GROUP BY customer_id', [['customer_id', 'bigint'], ['orders', 'bigint'], ['total', 'numeric']], 'table:public.orders')
  view('view', 'reporting', 'revenue', " SELECT date_trunc('day'::text, placed_at) AS day,\n    sum(total) AS sum\n   FROM public.orders\n  GROUP BY (date_trunc('day'::text, placed_at))", [['day', 'timestamp with time zone'], ['sum', 'numeric']], 'table:public.orders')
  view('view', 'reporting', 'best_customers', ' SELECT c.full_name,\n    s.total\n   FROM (public.order_summary s\n     JOIN public.customers c ON ((c.id = s.customer_id)))\n  ORDER BY s.total DESC', [['full_name', 'text'], ['total', 'numeric']], 'view:public.order_summary', 'table:public.customers')
  const monthly = view('materialized-view', 'reporting', 'monthly_sales', " SELECT date_trunc('month'::text, day) AS month,\n    sum(sum) AS total\n   FROM reporting.revenue\n  GROUP BY (date_trunc('month'::text, day))", [['month', 'timestamp with time zone'], ['total', 'numeric']], 'view:reporting.revenue')
  shop.index(monthly, 'monthly_sales_month', 'UNIQUE INDEX ON USING btree (month)')
  shop.add('foreign-table', ['reporting', 'erp_stock'], { server: 'erp' })
}

function addDatabaseWide(shop: SchemaBuilder): void {
  shop.add('extension', ['pg_trgm'], { schema: 'public', version: '1.6' })
  shop.add('extension', ['postgres_fdw'], { schema: 'public', version: '1.1' })
  shop.add('foreign-data-wrapper', ['postgres_fdw'], { handler: 'public.postgres_fdw_handler' })
  shop.uses(shop.add('server', ['erp'], { wrapper: 'postgres_fdw', options: { host: 'erp.example.org', dbname: 'erp' } }), 'foreign-data-wrapper:postgres_fdw')
  shop.add('publication', ['shop_changes'], { tables: ['public.orders', 'public.order_items'], publish: ['insert', 'update'] })
  shop.add('event-trigger', ['ddl_log'], { event: 'ddl_command_end', function: 'public.order_audit' })
}
