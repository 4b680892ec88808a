import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '#shared/contract/client.ts'
import { errorWords } from '../../i18n/errors.ts'
import css from './sign-in.module.css'

/** What went wrong while somebody signed in: two sentences, without the apparatus of the studio. */
export function Problem({ error, id }: { error: unknown; id?: string }) {
  const { i18n } = useTranslation()
  if (!error) return null
  const { message, help } = errorWords(asAppError(error).data, i18n.language)
  return (
    <p className={css.problem} role="alert" id={id}>
      <CircleAlert aria-hidden />
      <span>
        <b>{message}</b> {help}
      </span>
    </p>
  )
}
