import type { Difference } from '#shared/contract/compare.ts'
import type { Blockers, Proof } from '#shared/contract/preview.ts'
import { kindOf } from '#shared/schema/fact.ts'

type Change = Pick<Difference, 'id' | 'change' | 'under'> & Partial<Difference> & { name: string }

const difference = ({ name, ...rest }: Change): Difference => ({ attributes: [], noise: 'none', ref: { id: rest.id, kind: kindOf(rest.id), schema: 'public', name }, ...rest })

const orders = (total: string, more = '') => `CREATE TABLE public.orders (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    customer_id bigint NOT NULL,
    total ${total},
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    status public.order_status DEFAULT 'new' NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id),
    CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id)
        REFERENCES public.customers(id)
);
${more}`

const revenue = (sum: string) => `CREATE VIEW public.revenue AS
 SELECT date_trunc('day'::text, placed_at) AS day,
    ${sum} AS sum
   FROM public.orders
  GROUP BY (date_trunc('day'::text, placed_at));
`

const products = (columns: string, more = '') => `CREATE TABLE public.products (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
${columns}    price numeric(12,2) NOT NULL,
    search tsvector,
    CONSTRAINT products_pkey PRIMARY KEY (id)
);
${more}`

interface ShopChange {
  differences: readonly Difference[]
  /** DDL before and after, by object. */
  objects: Readonly<Record<string, { before: string | null; after: string | null }>>
  undo: string
  proof: Pick<Proof, 'status'> & Partial<Proof>
}

const check = '\nALTER TABLE public.orders\n    ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;\n'
const loses = (text: string): ShopChange['proof'] => ({ status: 'schema_only', loses: [text] })
const weak: Proof['weak'] = [{ code: 'empty-tables', severity: 'info', message: '4 of 31 tables have no rows in the shadow, so their data proves nothing.', subject: 'public.rebates, public.returns, public.vouchers, public.order_notes' }]

/** What each migration of the shop does to the schema. */
export const shopChanges: Readonly<Record<string, ShopChange>> = {
  'V12__stock.sql': {
    differences: [difference({ id: 'column:public.products.stock', change: 'added', under: 'table:public.products', name: 'stock' })],
    objects: { 'table:public.products': { before: products('    sku text NOT NULL,\n'), after: products('    sku text NOT NULL,\n    stock integer DEFAULT 0 NOT NULL,\n') } },
    undo: 'ALTER TABLE products ALTER COLUMN stock DROP DEFAULT;\n',
    proof: { status: 'differs', differences: [{ id: 'column:public.products.stock', text: 'column public.products.stock is still there' }, { id: 'comment@table:public.products', text: 'the comment of table public.products is gone' }] },
  },
  'V13__order_events_2027.sql': {
    differences: [difference({ id: 'table:public.order_events_2027', change: 'added', under: 'table:public.order_events_2027', name: 'order_events_2027' })],
    objects: { 'table:public.order_events_2027': { before: null, after: "CREATE TABLE public.order_events_2027 PARTITION OF public.order_events\n    FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');\n" } },
    undo: 'DROP TABLE order_event_2027;\n',
    proof: { status: 'failed', problem: 'table "order_event_2027" does not exist', error: { code: 'statement_failed', message: 'U13__order_events_2027.sql, statement 1 (DROP TABLE): table "order_event_2027" does not exist', ref: 'p7k2', where: { file: 'U13__order_events_2027.sql', line: 1, column: 12 }, pg: { sqlstate: '42P01', message: 'table "order_event_2027" does not exist' } } },
  },
  'V14__payment_methods.sql': {
    differences: [difference({ id: 'table:public.payment_methods', change: 'added', under: 'table:public.payment_methods', name: 'payment_methods' })],
    objects: { 'table:public.payment_methods': { before: null, after: 'CREATE TABLE public.payment_methods (\n    code text NOT NULL,\n    label text NOT NULL,\n    CONSTRAINT payment_methods_pkey PRIMARY KEY (code)\n);\n' } },
    undo: 'DROP TABLE payment_methods;\n', proof: { status: 'proved' },
  },
  'V15__customer_phone.sql': {
    differences: [difference({ id: 'column:public.customers.phone', change: 'added', under: 'table:public.customers', name: 'phone' })],
    objects: {
      'table:public.customers': {
        before: 'CREATE TABLE public.customers (\n    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,\n    email text NOT NULL,\n    CONSTRAINT customers_pkey PRIMARY KEY (id)\n);\n',
        after: 'CREATE TABLE public.customers (\n    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,\n    email text NOT NULL,\n    phone text,\n    CONSTRAINT customers_pkey PRIMARY KEY (id)\n);\n',
      },
    },
    undo: 'ALTER TABLE public.customers DROP COLUMN phone;\n', proof: { status: 'proved' },
  },
  'V16__order_totals.sql': {
    differences: [
      difference({ id: 'column:public.orders.total', change: 'changed', under: 'table:public.orders', name: 'total', attributes: [{ name: 'type', before: 'integer', after: 'bigint' }] }),
      difference({ id: 'constraint:public.orders.total_positive', change: 'added', under: 'table:public.orders', name: 'total_positive' }),
      difference({ id: 'view:public.revenue', change: 'changed', under: 'view:public.revenue', name: 'revenue', attributes: [{ name: 'definition', before: revenue('sum(total)'), after: revenue('sum(total)::numeric') }] }),
      difference({ id: 'privilege:shop_reports@table:public.orders', change: 'changed', under: 'table:public.orders', name: 'shop_reports', noise: 'privilege' }),
    ],
    objects: {
      'table:public.orders': { before: orders('integer'), after: orders('bigint', check) },
      'view:public.revenue': { before: revenue('sum(total)'), after: revenue('sum(total)::numeric') },
    },
    undo: 'ALTER TABLE orders DROP CONSTRAINT total_positive;\n\nALTER TABLE orders\n  ALTER COLUMN total TYPE integer;\n',
    proof: { ...loses('In public.orders 8,214 rows have other values (total).'), weak },
  },
  'V17__drop_legacy_sku.sql': {
    differences: [
      difference({ id: 'column:public.products.sku', change: 'removed', under: 'table:public.products', name: 'sku' }),
      difference({ id: 'index:public.products_sku', change: 'removed', under: 'table:public.products', name: 'products_sku' }),
    ],
    objects: { 'table:public.products': { before: products('    sku text NOT NULL,\n', '\nCREATE INDEX products_sku ON public.products USING btree (sku);\n'), after: products('') } },
    undo: 'ALTER TABLE products ADD COLUMN sku text;\n\nCREATE INDEX products_sku ON products (sku);\n',
    proof: loses('In public.products 41,877 rows have other values (sku).'),
  },
}

/** Who works on the database right now; one is older with every look. */
export function blockersNow(scripts: readonly string[], since: number): Blockers {
  const script = scripts.find((each) => each.includes('order_totals'))
  const stops = script ? [{ script, statement: 1 }] : []
  const passed = Math.round((Date.now() - since) / 1000)
  return {
    at: new Date().toISOString(),
    sessions: [
      { pid: 41_207, user: 'report_ro', application: 'metabase', client: '10.4.2.18', kind: 'query', query: "SELECT date_trunc('day', placed_at), sum(total) FROM orders GROUP BY 1", seconds: 372 + passed, relations: [{ relation: 'public.orders', mode: 'ACCESS SHARE', granted: true }], stops },
      { pid: 41_044, user: 'backup', application: 'pg_dump', client: '10.4.0.3', kind: 'dump', query: 'COPY public.orders (id, customer_id, total, placed_at, status) TO stdout;', seconds: 160 + passed, relations: [{ relation: 'public.orders', mode: 'ACCESS SHARE', granted: true }, { relation: 'public.customers', mode: 'ACCESS SHARE', granted: true }], stops },
      { pid: 40_871, user: 'shop_app', application: 'checkout', client: '10.4.7.4', kind: 'idle_in_transaction', query: null, seconds: 44 + passed, relations: [], stops: [] },
    ],
    replication: [{ name: 'standby_1', state: 'streaming', lagBytes: 48_000, lagSeconds: 0.3 }],
    notes: [{ code: 'not-seen', severity: 'info', message: 'Queries of other users are hidden from deployer.', help: 'GRANT pg_read_all_stats TO deployer;' }],
  }
}
