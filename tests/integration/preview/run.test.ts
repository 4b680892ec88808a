import { describe, expect, test } from 'vitest'
import type { Preview } from '#shared/contract/preview.ts'
import { studioWorld, type StudioWorld } from '../../support/studio-world.ts'

const shop = `
CREATE TABLE orders (id int PRIMARY KEY, total integer NOT NULL, state text NOT NULL DEFAULT 'open');
CREATE TABLE order_events (order_id int, was text, is_now text);
CREATE FUNCTION note_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO order_events VALUES (NEW.id, OLD.state, NEW.state); RETURN NEW; END $$;
CREATE TRIGGER order_audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION note_order();
INSERT INTO orders SELECT g, g, CASE WHEN g % 10 = 0 THEN 'paid' ELSE 'open' END FROM generate_series(1, 200) g;
ANALYZE;
`
const sample = `ALTER TABLE orders ALTER COLUMN total TYPE bigint;
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
UPDATE orders SET state = 'settled' WHERE state = 'paid';
`

type Input = Partial<Parameters<StudioWorld['operations']['preview']['run']>[0]>

async function previewed(world: StudioWorld, env: string, input: Input = {}): Promise<Preview> {
  const { preview } = await world.done<{ preview: string }>(world.operations.preview.run({ env, drafts: [], mode: 'shadow', base: 'schema', rows: 'sample', prove: true, ...input }, {}))
  return world.operations.preview.show({ preview }, {})
}

const texts = (preview: Pick<Preview, 'effect'>) => preview.effect.map(({ text }) => text)

describe('a preview', () => {
  test('says what the issue asks it to say, and proves the undo', async () => {
    const world = studioWorld()
    await world.environment('shop', shop, { files: { 'V1__totals.sql': sample } })
    const preview = await previewed(world, 'shop')
    expect(preview.migrations.map(({ outcome, error }) => [outcome, error])).toEqual([['ran', null]])
    console.log(JSON.stringify(preview, null, 1))
    expect(texts(preview)).toEqual([])
  })
})
