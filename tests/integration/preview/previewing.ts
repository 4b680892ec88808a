import type { Preview } from '#shared/contract/preview.ts'
import type { StudioWorld } from '../../support/studio-world.ts'

export const shop = `
CREATE TABLE orders (id int PRIMARY KEY, total integer NOT NULL, state text NOT NULL DEFAULT 'open');
CREATE TABLE order_events (order_id int, was text, is_now text);
CREATE FUNCTION note_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO order_events VALUES (NEW.id, OLD.state, NEW.state); RETURN NEW; END $$;
CREATE TRIGGER order_audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION note_order();
INSERT INTO orders SELECT g, g, CASE WHEN g % 10 = 0 THEN 'paid' ELSE 'open' END FROM generate_series(1, 200) g;
ANALYZE;
`

export type PreviewInput = Partial<Parameters<StudioWorld['operations']['preview']['run']>[0]>

export const inputOf = (env: string, input: PreviewInput = {}) => ({ env, drafts: [], mode: 'shadow' as const, base: 'schema' as const, rows: 'sample' as const, prove: false, ...input })

export async function previewed(world: StudioWorld, env: string, input: PreviewInput = {}): Promise<Preview> {
  const { preview } = await world.done<{ preview: string }>(world.operations.preview.run(inputOf(env, input), {}))
  return world.operations.preview.show({ preview }, {})
}

export const texts = ({ effect }: Pick<Preview, 'effect'>) => effect.map(({ text }) => text)
