import { endsOf, pathAlong } from './crows-foot.ts'
import { headHeight, lineHeight, shortType, type Layout, type TableBox } from './shapes.ts'

/** Colours of the picture: those of the theme that is on screen. */
export interface Ink {
  panel: string
  bg: string
  line: string
  ink: string
  quiet: string
  type: string
  key: string
}

const sans = "Inter, system-ui, 'Noto Sans CJK SC', sans-serif"
const mono = "'JetBrains Mono', ui-monospace, monospace"

/** The diagram as a picture of its own, without scripts or foreign content. */
export function toSvg({ boxes, lines, width, height }: Layout, ink: Ink, moreWords: (count: number) => string): string {
  const size = `width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${sans}" font-size="12">`,
    `<rect width="100%" height="100%" fill="${ink.bg}"/>`,
    ...lines.map(({ relation, points }) => {
      const { strokes, rings } = endsOf(relation, points)
      const circles = rings.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="3.5" fill="${ink.bg}"/>`).join('')
      return `<g fill="none" stroke="${ink.quiet}" stroke-width="1.3"><title>${escape(relation.name)}</title><path d="${pathAlong(points)}"/><path d="${strokes}"/>${circles}</g>`
    }),
    ...boxes.map((box) => tableSvg(box, ink, moreWords)),
    '</svg>',
  ].join('\n')
}

function tableSvg({ table, columns, hidden, x, y, width, height }: TableBox, ink: Ink, moreWords: (count: number) => string): string {
  const text = (words: string, left: number, top: number, more: string) => `<text x="${left}" y="${top}" ${more}>${escape(words)}</text>`
  const rows = columns.map(({ name, type, primaryKey, foreignKey, nullable }, index) => {
    const top = headHeight + index * lineHeight + 16
    return [
      primaryKey || foreignKey ? text(primaryKey ? 'PK' : 'FK', 8, top, `fill="${ink.key}" font-size="9" font-weight="600"`) : '',
      text(name, 28, top, `fill="${ink.ink}" font-family="${mono}" font-size="11" font-weight="${nullable ? 400 : 600}"`),
      text(shortType(type), width - 8, top, `fill="${ink.type}" font-family="${mono}" font-size="11" text-anchor="end"`),
    ].join('')
  })
  return [
    `<g transform="translate(${x} ${y})"><rect width="${width}" height="${height}" rx="6" fill="${ink.panel}" stroke="${ink.line}"/>`,
    `<path d="M0 ${headHeight}H${width}" stroke="${ink.line}"/>`,
    `<text x="10" y="20" fill="${ink.ink}" font-weight="600"><tspan fill="${ink.quiet}" font-weight="400">${escape(table.schema)}.</tspan>${escape(table.name)}</text>`,
    ...rows,
    hidden > 0 ? text(moreWords(hidden), 28, headHeight + columns.length * lineHeight + 16, `fill="${ink.quiet}" font-size="11"`) : '',
    '</g>',
  ].join('')
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
