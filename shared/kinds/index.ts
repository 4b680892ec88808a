import type { Kind, Registry } from '../schema/kind.ts'
import { schema } from './schema/index.ts'

/** Every kind, in no order that matters. */
const all: readonly Kind[] = [schema]

export const kinds: Registry = new Map(all.map((kind) => [kind.name, kind]))
