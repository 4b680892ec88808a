import { relationPath, type Placed } from './path.ts'
import { headHeight, rowHeight, shownColumns, type DiagramRelation } from './shape.ts'

/** Colours of the picture, as CSS writes them. */
export interface Palette {
  background: string
  panel: string
  head: string
  line: string
  ink: string
  quiet: string
  key: string
}

const margin = 24

/** The diagram as a picture that stands alone: no styles, fonts or scripts from elsewhere. */
export function drawSvg(placed: ReadonlyMap<string, Placed>, relations: readonly DiagramRelation[], keysOnly: boolean, palette: Palette): { svg: string; width: number; height: number } {
  const boxes = [...placed.values()].map(({ box }) => box)
  const left = Math.min(...boxes.map(({ x }) => x)) - margin
  const top = Math.min(...boxes.map(({ y }) => y)) - margin
  const width = Math.ceil(Math.max(...boxes.map((box) => box.x + box.width)) + margin + 24 - left)
  const height = Math.ceil(Math.max(...boxes.map((box) => box.y + box.height)) + margin - top)
  const lines = relations.map((relation) => drawRelation(relation, placed, keysOnly)).join('')
  const tables = [...placed.values()].map((each) => drawTable(each, keysOnly, palette)).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${Math.floor(left)} ${Math.floor(top)} ${width} ${height}" font-family="Inter, system-ui, 'Noto Sans SC', sans-serif" font-size="12">
<rect x="${Math.floor(left)}" y="${Math.floor(top)}" width="${width}" height="${height}" fill="${palette.background}"/>
<g fill="none" stroke="${palette.quiet}" stroke-width="1.2">${lines}</g>
${tables}
</svg>
`
  return { svg, width, height }
}

function drawRelation(relation: DiagramRelation, placed: ReadonlyMap<string, Placed>, keysOnly: boolean): string {
  const from = placed.get(relation.from)
  const to = placed.get(relation.to)
  if (!from || !to) return ''
  const { line, signs } = relationPath(relation, from, to, keysOnly)
  return `<path d="${line}${signs}"><title>${escapeXml(relation.name)}</title></path>`
}

function drawTable({ table, box: { x, y, width, height } }: Placed, keysOnly: boolean, palette: Palette): string {
  const rows = shownColumns(table, keysOnly).map(({ name, type, primaryKey, foreignKey, nullable }, index) => {
    const middle = y + headHeight + index * rowHeight + rowHeight / 2 + 4
    const sign = primaryKey ? 'PK' : foreignKey ? 'FK' : ''
    return (
      `<text x="${x + 8}" y="${middle}" fill="${palette.key}" font-size="9" font-weight="600">${sign}</text>` +
      `<text x="${x + 28}" y="${middle}" fill="${palette.ink}"${primaryKey ? ' font-weight="600"' : ''}>${escapeXml(name)}</text>` +
      `<text x="${x + width - 8}" y="${middle}" fill="${palette.quiet}" font-size="11" text-anchor="end">${escapeXml(type)}${nullable ? '?' : ''}</text>`
    )
  })
  return `<g><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${palette.panel}" stroke="${palette.line}"/>
<path d="M${x} ${y + headHeight}H${x + width}" stroke="${palette.line}"/>
<text x="${x + 10}" y="${y + 18}" fill="${palette.ink}" font-weight="600">${escapeXml(table.name)}</text>${rows.join('')}</g>`
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
