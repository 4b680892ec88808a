import type { Kind } from '../../schema/kind.ts'
import { commentCatalog } from './catalog.sql.ts'
import { alter, create, drop } from './ddl.ts'

export const comment: Kind = { name: 'comment', label: ['comment', 'comments'], icon: 'comment', order: 930, noise: 'comment', catalog: [commentCatalog], create, drop, alter }
