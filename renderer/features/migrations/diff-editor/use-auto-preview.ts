import { useEffect, useEffectEvent } from 'react'
import type { Environment } from '#shared/contract/environments.ts'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import { useMay } from '../../../app/abilities/use-may.ts'
import { firstTime, ofEnvironment } from './preview-store.ts'
import type { PreviewView } from './use-preview.ts'

/** A batch beyond these is previewed only when it is asked for. */
const few = 20
const small = 2_000_000

/** Previews a small batch by itself, once for each text of it, never in production and never for whoever may not. */
export function useAutoPreview(environment: Environment, pending: readonly MigrationRow[], view: PreviewView): void {
  const batch = pending.map(({ script, checksum }) => `${script}:${checksum}`).join('\n')
  const bytes = pending.reduce((sum, row) => sum + (row.bytes ?? 0), 0)
  const { refused } = useMay('preview.run', environment.id)
  const fits = !refused && environment.class !== 'production' && pending.length > 0 && pending.length <= few && bytes <= small
  const idle = !view.running && !view.loading
  const begin = useEffectEvent((texts: string) => {
    const known = view.preview && pending.every(({ script, checksum }) => view.preview?.migrations.some((each) => each.script === script && each.checksum === checksum))
    if (ofEnvironment(environment.id).options.mode === 'target') return
    if (firstTime(environment.id, texts) && !known) view.start()
  })
  useEffect(() => {
    if (fits && idle) begin(batch)
  }, [fits, idle, batch])
}
