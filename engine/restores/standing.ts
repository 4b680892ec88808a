import type { UnfinishedSwap } from '#shared/contract/restores.ts'
import type { SwapMark } from './marks.ts'
import type { DatabaseRow } from './restores.sql.ts'

/** Where a swap stands, as names and object ids on the server say: its transaction left both names or neither. */
export interface Standing {
  side: Exclude<UnfinishedSwap['side'], 'unreachable'>
  /** The database that was there before, whatever its name is now; undefined: it is gone. */
  old: DatabaseRow | undefined
  /** The one that takes its place. */
  ready: DatabaseRow | undefined
  /** The one that has the name now. */
  named: DatabaseRow | undefined
}

export function standingOf(databases: readonly DatabaseRow[], mark: SwapMark): Standing {
  const old = databases.find(({ oid }) => oid === mark.oldOid)
  const ready = databases.find(({ oid }) => oid === mark.newOid)
  const named = databases.find(({ name }) => name === mark.database)
  if (named && named === ready) return { side: 'after', old, ready, named }
  return { side: named && ready && named === old ? 'before' : 'blocked', old, ready, named }
}

/** The name must be free, or still that of the database that is to go aside. */
export function canGoForward({ side, old, ready, named }: Standing): boolean {
  return side === 'after' || (ready !== undefined && (named === undefined || named === old))
}

type Words = Pick<UnfinishedSwap, 'found' | 'ifForward' | 'ifBack'>

/** What was found and what could be done, for people. */
export function standingWords(standing: Standing, mark: SwapMark): Words {
  const { side, old, ready, named } = standing
  const readyName = ready?.name ?? 'the restored database'
  const back = mark.before === null ? (ready ? `${readyName} is dropped; the backup stays.` : 'There is nothing to be dropped.') : `${readyName} stays where it is kept.`
  if (side === 'after') return { found: `The swap took effect: ${mark.database} is the ${mark.before === null ? 'restored' : 'old'} database${old ? `, and the one before is kept as ${old.name}` : ''}.`, ifForward: 'The swap is noted as finished.', ifBack: old ? `${old.name} becomes ${mark.database} again, and what is there now is kept.` : 'The database that was there before is gone: there is no way back.' }
  if (side === 'before') {
    const door = old && !old.allowConnections && mark.old.allowConnections ? ' New connections are refused since then.' : ''
    return { found: `Nothing was swapped: ${mark.database} is the database that it was, and ${readyName} is ready beside it.${door}`, ifForward: `${readyName} becomes ${mark.database}, and the one that is there now is kept as ${mark.aside}.`, ifBack: `${mark.database} stays as it is and takes connections again. ${back}` }
  }
  if (!ready) return { found: `The database that was ready to become ${mark.database} is gone from the server.`, ifForward: 'That is no longer possible.', ifBack: `${old ? `${old.name} takes connections again.` : ''} The swap is forgotten.`.trim() }
  if (named) return { found: `Another database was given the name ${mark.database} meanwhile.`, ifForward: 'That is not possible while another database has the name.', ifBack: `${mark.database} stays as it is. ${back}` }
  const where = old ? `was renamed to ${old.name} meanwhile` : 'is gone from the server'
  return { found: `The database that was ${mark.database} ${where}, and ${readyName} is ready.`, ifForward: `${readyName} becomes ${mark.database}${old ? `; ${old.name} stays as it is` : ''}.`, ifBack: `There stays no database ${mark.database}. ${back}` }
}
