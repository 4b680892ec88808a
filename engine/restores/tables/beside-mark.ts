import { z } from 'zod'

const besideSchema = z.object({
  backup: z.string(), at: z.string(), by: z.string(), reason: z.string(),
  /** Where each table came from, and its name here. */
  tables: z.array(z.object({ schema: z.string(), name: z.string(), as: z.string() })),
})
export type BesideMark = z.infer<typeof besideSchema>

export const besidePrefix = 'restored_'
const sign = '\nstrata:'

export function besideComment(mark: BesideMark): string {
  return `Tables of backup ${mark.backup}, restored by ${mark.by}. Nothing uses them; drop the schema when they are not needed any more.${sign}${JSON.stringify(mark)}`
}

/** undefined for a schema of people's own. */
export function readBeside(comment: string | null): BesideMark | undefined {
  const at = comment?.lastIndexOf(sign) ?? -1
  if (comment === null || at < 0) return undefined
  try {
    return besideSchema.safeParse(JSON.parse(comment.slice(at + sign.length))).data
  } catch {
    return undefined
  }
}

/** Such as `restored_20261123_1405`, in UTC; a second one of the minute gets a number. */
export function besideName(at: Date, taken: ReadonlySet<string>): string {
  const stamp = at.toISOString().replace(/[-:]/g, '').replace('T', '_').slice(0, 13)
  for (let number = 1; ; number += 1) {
    const name = `${besidePrefix}${stamp}${number === 1 ? '' : `_${number}`}`
    if (!taken.has(name)) return name
  }
}
