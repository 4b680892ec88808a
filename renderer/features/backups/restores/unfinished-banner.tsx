import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, useEnvironment, useEnvironments } from '../../../client/queries.ts'
import { useNavigation } from '../../../app/navigation.ts'
import { Button } from '../../../ui/button.tsx'
import { ResumeDialog } from './resume-dialog.tsx'
import css from './restores.module.css'

/** Swaps that were cut off: of the current environment as its server shows them, and of others as this machine remembers. */
export function UnfinishedBanner() {
  const { t } = useTranslation('restores')
  const { env } = useNavigation()
  const environment = useEnvironment(env)
  const { data: environments = [] } = useEnvironments()
  const here = useQuery({ ...api.restores.unfinished.queryOptions({ input: { env: env ?? '' } }), enabled: environment !== undefined, retry: false })
  const elsewhere = useQuery({ ...api.restores.unfinished.queryOptions({ input: {} }), retry: false })
  const all = [...new Map([...(elsewhere.data?.swaps ?? []), ...(here.data?.swaps ?? [])].map((swap) => [swap.swap, swap])).values()]
  // Once it is finished it is in no list any more, and the dialog still says what came of it.
  const [opened, setOpened] = useState<(typeof all)[number] | null>(null)
  const chosen = all.find(({ swap }) => swap === opened?.swap) ?? opened
  const its = environments.find(({ name }) => name === chosen?.env)
  return (
    <>
      {all.map((one) => (
        <div key={one.swap} className={css.banner} role="alert">
          <TriangleAlert size={15} aria-hidden />
          <span>{t('swap.title', { database: one.database, env: one.env })}</span>
          <Button size="s" onClick={() => setOpened(one)}>
            {t('swap.look')}
          </Button>
        </div>
      ))}
      {chosen && its && <ResumeDialog environment={its} swap={chosen} onClose={() => setOpened(null)} />}
    </>
  )
}
