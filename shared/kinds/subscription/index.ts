import type { Kind } from '../../schema/kind.ts'
import { subscriptionCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const subscription: Kind = { name: 'subscription', label: ['subscription', 'subscriptions'], icon: 'subscription', order: 710, catalog: [subscriptionCatalog], create, drop, alter, rename }
