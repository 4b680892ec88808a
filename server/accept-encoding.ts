export type Encoding = 'br' | 'gzip' | 'identity'

const known = ['br', 'gzip'] as const

/** The best encoding that a client takes, of those that are made here (RFC 9110, 12.5.3); where it takes none, the plain bytes. */
export function chooseEncoding(header: string | undefined): Encoding {
  const weights = new Map((header ?? '').slice(0, 1000).split(',').map(weightOf))
  const weight = (name: string) => weights.get(name) ?? weights.get('*') ?? 0
  const [best] = known.filter((name) => weight(name) > 0).toSorted((a, b) => weight(b) - weight(a))
  return best ?? 'identity'
}

function weightOf(part: string): [string, number] {
  const [name = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase())
  const quality = parameters.find((one) => one.startsWith('q='))?.slice(2)
  return [name, quality === undefined ? 1 : Number(quality) || 0]
}
