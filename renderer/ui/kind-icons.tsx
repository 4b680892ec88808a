import {
  ArrowLeftRight, BookA, Boxes, Braces, Cable, ChartColumn, CircleCheckBig, Columns3, Database, Equal, Eye, Fingerprint, Folder, Gauge, Globe, Hash, KeyRound, Languages, Layers, Link2, List, ListTree, Lock, MessageSquare, Puzzle, Radio,
  Regex, Rss, Ruler, ScanEye, Scroll, Server, Shapes, ShieldCheck, Sigma, SquareDashed, SquareFunction, Table2, TableProperties, TextSearch, Type, UserRound, Workflow, Zap, type LucideIcon,
} from 'lucide-react'
import css from './kind-icons.module.css'

/** What a kind is for; the colour says no more than that. */
export type KindTone = 'data' | 'derived' | 'code' | 'type' | 'rule' | 'plain'

const looks: Readonly<Record<string, readonly [icon: LucideIcon, tone: KindTone]>> = {
  schema: [Folder, 'plain'], database: [Database, 'plain'], extension: [Puzzle, 'plain'], language: [Languages, 'plain'], 'access-method': [Gauge, 'plain'],
  table: [Table2, 'data'], 'partitioned-table': [TableProperties, 'data'], partition: [SquareDashed, 'data'], 'foreign-table': [Globe, 'data'], sequence: [Hash, 'data'],
  column: [Columns3, 'plain'], default: [Equal, 'plain'], statistics: [ChartColumn, 'plain'], index: [ListTree, 'plain'],
  constraint: [CircleCheckBig, 'rule'], 'primary-key': [KeyRound, 'rule'], 'foreign-key': [Link2, 'rule'], unique: [Fingerprint, 'rule'], policy: [ShieldCheck, 'rule'], rule: [Scroll, 'rule'], trigger: [Zap, 'rule'], 'event-trigger': [Zap, 'rule'],
  view: [Eye, 'derived'], 'materialized-view': [ScanEye, 'derived'],
  function: [SquareFunction, 'code'], procedure: [Workflow, 'code'], aggregate: [Sigma, 'code'], cast: [ArrowLeftRight, 'code'], conversion: [ArrowLeftRight, 'code'], transform: [ArrowLeftRight, 'code'], operator: [Equal, 'code'], 'operator-class': [Boxes, 'code'], 'operator-family': [Boxes, 'code'],
  enum: [List, 'type'], composite: [Braces, 'type'], domain: [Shapes, 'type'], 'domain-constraint': [CircleCheckBig, 'rule'], range: [Ruler, 'type'], collation: [Type, 'type'],
  'text-search-configuration': [TextSearch, 'type'], 'text-search-dictionary': [BookA, 'type'], 'text-search-parser': [Regex, 'type'], 'text-search-template': [TextSearch, 'type'],
  publication: [Radio, 'plain'], subscription: [Rss, 'plain'], 'foreign-data-wrapper': [Cable, 'plain'], server: [Server, 'plain'], 'user-mapping': [UserRound, 'plain'],
  comment: [MessageSquare, 'plain'], owner: [UserRound, 'plain'], privilege: [Lock, 'plain'], 'default-privilege': [Lock, 'plain'], 'security-label': [Lock, 'plain'],
}

/** Of a kind that is not known here: layers, and no colour. */
function lookOf(kind: string): readonly [LucideIcon, KindTone] {
  return looks[kind] ?? [Layers, 'plain']
}

export function kindTone(kind: string): KindTone {
  return lookOf(kind)[1]
}

/** The sign of a kind of object. `label` is read aloud; leave it out where the kind's name stands beside it. */
export function KindIcon({ kind, label }: { kind: string; label?: string | undefined }) {
  const [Icon, tone] = lookOf(kind)
  return <Icon className={`${css.icon} ${css[tone]}`} role={label ? 'img' : undefined} aria-label={label} aria-hidden={label ? undefined : true} />
}
