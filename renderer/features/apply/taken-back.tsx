import { Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import css from './apply.module.css'

const takenBackSchema = z.object({ kind: z.literal('taken_back'), outcome: z.enum(['back', 'differs', 'stuck']), did: z.array(z.string()), left: z.array(z.string()), differences: z.array(z.string()) })
const wayBackSchema = z.object({ kind: z.literal('way_back'), to: z.string(), migrations: z.int() })

/** What a failed run took back by policy, from the steps of its job; undefined: it did not. */
export function takenBackOf(steps: readonly Record<string, unknown>[]) {
  return steps.map((step) => takenBackSchema.safeParse(step)).find(({ success }) => success)?.data
}

/** The version that an undo of what the run did goes back to; undefined: there is nothing to undo. */
export function wayBackOf(steps: readonly Record<string, unknown>[]) {
  return steps.map((step) => wayBackSchema.safeParse(step)).find(({ success }) => success)?.data
}

/** Back as before, different, or not whole: with each thing that was done and that is left. */
export function TakenBack({ steps }: { steps: readonly Record<string, unknown>[] }) {
  const { t } = useTranslation('confirmations')
  const found = takenBackOf(steps)
  if (!found) return null
  const { outcome, did, left, differences } = found
  const rest = [...left, ...differences]
  return (
    <section className={css.part} data-tone={outcome === 'back' ? 'ok' : 'warn'} role="status">
      <p className={css.back}>
        <Undo2 aria-hidden />
        <b>{t(`takenBack.${outcome}`)}</b>
      </p>
      {did.length > 0 && <Sentences texts={did} />}
      {rest.length > 0 && (
        <>
          <p>{t(`takenBack.${left.length > 0 ? 'left' : 'differences'}`)}</p>
          <Sentences texts={rest} />
        </>
      )}
    </section>
  )
}

function Sentences({ texts }: { texts: readonly string[] }) {
  return (
    <ul className={css.sentences}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}
