import type { Action } from './actions.ts'
import { checkContent, checkTidy, difference, type Faults } from './checks.ts'
import { shop, type FaultWorld, type Studio } from './world.ts'

/** Version of the database that is to be replaced, and of the one that takes its place. */
const before = 5
const after = 4

async function backUpOther(world: FaultWorld, studio: Studio): Promise<string> {
  await world.place(after)
  const { state, error } = await studio.ended(studio.client.backups.create({ env: shop }))
  if (state !== 'succeeded') throw new Error(`The backup ${state}: ${error?.message}`)
  await world.place(before)
  return (await studio.client.backups.list({})).backups[0]?.id ?? ''
}

async function replace(studio: Studio, backup: string): Promise<Faults> {
  const { state, error, result } = await studio.ended(studio.client.restores.replace({ backup, env: shop, endSessions: true }))
  if (state === 'succeeded' && (result as { outcome: string }).outcome === 'swapped') return []
  return [`The next replacement ${state}: ${error?.message} ${JSON.stringify(result)} ${studio.said.join(' ').slice(0, 1500)}`]
}

/** A swap that was cut off is offered both ways, and the way that is chosen leads where it says. */
async function settleSwap(studio: Studio, world: FaultWorld, versions: { before: number; after: number }, pick: number): Promise<Faults> {
  const { swaps } = await studio.client.restores.unfinished({ env: shop })
  const [cut] = swaps
  if (!cut) return []
  const faults: Faults = swaps.length === 1 ? [] : [`${swaps.length} swaps are unfinished`]
  if (!cut.forward || !cut.back) faults.push(`The swap is not offered both ways: ${JSON.stringify(cut)}`)
  const direction = pick < 0.5 ? 'forward' : 'back'
  const { state, error } = await studio.ended(studio.client.restores.resume({ env: shop, swap: cut.swap, direction, endSessions: true }))
  if (state !== 'succeeded') return [...faults, `Going ${direction} ${state}: ${error?.message} ${studio.said.join(' ').slice(0, 1500)}`]
  const version = await world.version()
  const expected = direction === 'forward' ? versions.after : versions.before
  if (version !== expected) faults.push(`Going ${direction} led to version ${version}, not ${expected}: ${JSON.stringify(cut)}`)
  const left = (await studio.client.restores.unfinished({ env: shop })).swaps
  return left.length === 0 ? faults : [...faults, `The swap is still called unfinished: ${JSON.stringify(left)}`]
}

/** What was there before is kept whole, and no kept database is anything else. */
async function checkKept(world: FaultWorld, { client }: Studio, version: number): Promise<Faults> {
  const { replaced } = await client.restores.replaced({ env: shop })
  const wanted = (await world.version()) === version ? [] : [version]
  const digests = await Promise.all(replaced.map(({ database }) => world.digest(database)))
  const lost = wanted.filter((one) => !digests.includes(world.digests[one] ?? ''))
  const strange = digests.filter((digest) => !world.digests.includes(digest))
  return [
    ...lost.map((one) => `The database at version ${one} was replaced and is not kept: ${replaced.map(({ database }) => database).join(', ')}`),
    ...strange.map((digest) => `A kept database is a mixture: ${difference(world.digests[version] ?? '', digest)}`),
  ]
}

export const swap: Action = {
  name: 'swap', operation: 'restores.replace', from: before, faults: ['process', 'process', 'process', 'session', 'server', 'tool'],
  prepare: async (world, studio) => ({ backup: await backUpOther(world, studio), env: shop, endSessions: true }),
  done: async (world) => (await world.canConnect()) && (await world.version()) === after,
  check: async (world, studio, pick) => [...(await settleSwap(studio, world, { before, after }, pick)), ...(await checkContent(world, studio)), ...(await checkKept(world, studio, before))],
  finish: async (world, studio) => {
    const backups = (await studio.client.backups.list({})).backups.filter(({ trigger }) => trigger === 'manual')
    const faults = await replace(studio, backups[0]?.id ?? '')
    return [...faults, ...((await world.version()) === after ? [] : ['The next replacement did not take effect']), ...(await checkContent(world, studio)), ...(await checkTidy(world))]
  },
}

export const putBack: Action = {
  name: 'put back', operation: 'restores.putBack', from: before, faults: ['process', 'process', 'process', 'session', 'server'],
  prepare: async (world, studio) => {
    const faults = await replace(studio, await backUpOther(world, studio))
    if (faults.length > 0) throw new Error(faults.join(' '))
    return { env: shop, database: (await studio.client.restores.replaced({ env: shop })).replaced[0]?.database, endSessions: true }
  },
  done: async (world) => (await world.canConnect()) && (await world.version()) === before,
  check: async (world, studio, pick) => [...(await settleSwap(studio, world, { before: after, after: before }, pick)), ...(await checkContent(world, studio)), ...(await checkKept(world, studio, after))],
  finish: async (world, studio) => {
    if ((await world.version()) === before) return checkTidy(world)
    const database = (await studio.client.restores.replaced({ env: shop })).replaced.find(({ of }) => of === shop)?.database ?? ''
    const { state, error } = await studio.ended(studio.client.restores.putBack({ env: shop, database, endSessions: true }))
    const faults = state === 'succeeded' ? [] : [`Putting back ${state}: ${error?.message} ${studio.said.join(' ').slice(0, 1500)}`]
    return [...faults, ...((await world.version()) === before ? [] : ['Putting back did not take effect']), ...(await checkContent(world, studio)), ...(await checkTidy(world))]
  },
}
