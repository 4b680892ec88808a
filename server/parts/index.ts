import { contractPart } from './contract.ts'
import { headersPart } from './headers.ts'
import { schemaDocumentPart } from './schema-document.ts'
import { pagesPart } from './pages.ts'
import type { ServerPart } from './part.ts'

/** In the order in which their hooks see a request; whoever is not let in sees none of them. */
export const serverParts: readonly ServerPart[] = [
  headersPart,
  schemaDocumentPart,
  contractPart,
  pagesPart,
]
