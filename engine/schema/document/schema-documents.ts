import type { SchemaDocument } from '#shared/contract/document-shape.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import { currentSchemas } from '../current-schema.ts'
import { readHidingRules, type HidingRules } from './hiding-rules.ts'
import { makeDocument, type DocumentQuestion } from './make-document.ts'

/** Documents that are kept: some environments with the few questions that generators ask. */
const most = 16

interface Shelf {
  rules: HidingRules
  documents: Map<string, SchemaDocument>
}

const shelves = new WeakMap<Engine['snapshots'], Shelf>()

/** The document of an environment as it is, or of its last reading where it cannot be reached; made once for a reading, a question and a role. */
export async function schemaDocument(engine: Engine, environment: Environment, question: DocumentQuestion): Promise<SchemaDocument> {
  const { rules, documents: kept } = shelfOf(engine)
  const current = await currentSchemas(engine).get(environment)
  const key = JSON.stringify([current.info.id, current.live, current.problem, question])
  const document = kept.get(key) ?? makeDocument(current, question, rules, engine.info.version)
  kept.delete(key)
  kept.set(key, document)
  for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) kept.delete(old)
  return document
}

function shelfOf({ snapshots }: Engine): Shelf {
  const shelf = shelves.get(snapshots) ?? { rules: readHidingRules(process.env['STRATA_SCHEMA_RULES']), documents: new Map() }
  shelves.set(snapshots, shelf)
  return shelf
}
