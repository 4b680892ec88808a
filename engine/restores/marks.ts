import { z } from 'zod'

/** What a database was before the swap, to be given back to whatever has its name. */
const heldSchema = z.object({ comment: z.string().nullable(), allowConnections: z.boolean() })

const about = {
  id: z.string(),
  /** Name that applications connect to. */
  database: z.string(),
  at: z.iso.datetime(), by: z.string(), reason: z.string(), envId: z.string(),
  backup: z.string().nullable(),
}

/** A swap that is to be made or was cut off; stands on the database that is ready. */
const replacingSchema = z.object({
  kind: z.literal('replacing'), ...about,
  /** Object ids tell which side of the swap's transaction the server is on, whatever the names are. */
  oldOid: z.string(), newOid: z.string(), aside: z.string(), until: z.iso.datetime().nullable(),
  old: heldSchema, new: heldSchema,
  /** The mark that goes back on the ready database when the swap is given up; null: it is dropped then. */
  before: z.string().nullable(),
})
export type SwapMark = z.infer<typeof replacingSchema>

/** A database that was replaced and is kept. */
const replacedSchema = z.object({ kind: z.literal('replaced'), ...about, until: z.iso.datetime().nullable(), comment: z.string().nullable() })
export type ReplacedMark = z.infer<typeof replacedSchema>

const markSchema = z.discriminatedUnion('kind', [replacingSchema, replacedSchema])
export type Mark = z.infer<typeof markSchema>

const sign = '\nstrata:'

/** Comment of a database: a sentence for whoever sees it in psql, then the mark. */
export function markComment(mark: Mark): string {
  return `${sentence(mark)}${sign}${JSON.stringify(mark)}`
}

function sentence(mark: Mark): string {
  if (mark.kind === 'replacing') return `Ready to replace database ${mark.database}, by ${mark.by}. Finish it or go back: strata restore unfinished`
  const until = mark.until === null ? 'until somebody drops it' : `until ${mark.until.slice(0, 10)}`
  return `Was ${mark.database} until ${mark.at.slice(0, 16)}Z, replaced by ${mark.by}; kept ${until}. Put back: strata restore put-back`
}

/** undefined for a comment of people's own. */
export function readMark(comment: string | null): Mark | undefined {
  const at = comment?.lastIndexOf(sign) ?? -1
  return comment === null || at < 0 ? undefined : markSchema.safeParse(parsed(comment.slice(at + sign.length))).data
}

/** undefined for a text that is none. */
export function swapMarkOf(json: string): SwapMark | undefined {
  return replacingSchema.safeParse(parsed(json)).data
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

const longestName = 63

/** Such as `shop_replaced_20261123_1405`, in UTC; a name of PostgreSQL has 63 bytes. `taken` names get a number. */
export function asideName(database: string, at: Date, taken: ReadonlySet<string>): string {
  const stamp = at.toISOString().replace(/[-:]/g, '').replace('T', '_').slice(0, 13)
  for (let number = 1; ; number += 1) {
    const end = `_replaced_${stamp}${number === 1 ? '' : `_${number}`}`
    const name = cut(database, longestName - end.length) + end
    if (!taken.has(name)) return name
  }
}

/** As many whole characters as fit into that many bytes. */
function cut(text: string, bytes: number): string {
  let end = text
  while (Buffer.byteLength(end) > bytes) end = [...end].slice(0, -1).join('')
  return end
}
