/** Many rows of numbers as one text, separated by spaces, and how many there are. */
export type PackedRow = readonly [text: string | null, rows: number]

const [zero, nine, space] = [48, 57, 32]

/** The numbers of packed rows, in order; a letter stands for its code. */
export function unpackNumbers(packed: readonly PackedRow[], fields: number): Uint32Array {
  const values = new Uint32Array(packed.reduce((sum, [, rows]) => sum + rows, 0) * fields)
  let next = 0
  for (const [text] of packed) {
    if (text === null) continue
    let number = 0
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (code === space) {
        values[next] = number
        next += 1
        number = 0
      } else number = code >= zero && code <= nine ? number * 10 + (code - zero) : code
    }
    values[next] = number
    next += 1
  }
  return values
}
