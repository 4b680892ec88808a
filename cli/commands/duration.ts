const units = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 } as const

/** "500ms", "5s", "2min", "1h" or, as PostgreSQL has it, a bare number of milliseconds. Undefined: no duration. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h)?$/.exec(text.trim())
  if (!match) return undefined
  return Math.round(Number(match[1]) * units[(match[2] ?? 'ms') as keyof typeof units])
}
