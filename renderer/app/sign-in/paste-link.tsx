import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { tokenOf } from './owner-link.ts'
import { useFocusFirst } from './use-focus-first.ts'
import css from './sign-in.module.css'

/** There is no owner yet, and the page was opened without the link that makes one. */
export function PasteLink({ onLink }: { onLink: (text: string) => void }) {
  const { t } = useTranslation('access')
  const form = useFocusFirst()
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const bad = tried && tokenOf(text) === null
  return (
    <>
      <h1 className={css.title}>{t('owner.needed')}</h1>
      <p className={css.lead}>{t('owner.neededText')}</p>
      <form
        ref={form}
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (tokenOf(text) !== null) onLink(text)
        }}
      >
        <TextInput label={t('owner.link')} placeholder="http://…/?token=…" autoComplete="off" spellCheck={false} error={bad && t('owner.noLink')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <Button type="submit" variant="primary" size="l" wide>
          {t('owner.goOn')}
        </Button>
      </form>
      <p className={css.quiet}>{t('owner.whereLink')}</p>
    </>
  )
}
