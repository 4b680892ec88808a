import { Lock, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { environmentClassSchema, type Environment } from '#shared/contract/environments.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { useMay } from '../../app/abilities/use-may.ts'
import { select, useBeginning, useNavigation } from '../../app/navigation.ts'
import { useAppInfo, useEnvironments } from '../../client/queries.ts'
import { useMe } from '../../client/session.ts'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Panel, PanelBody, PanelHead } from '../../ui/panel.tsx'
import { SkeletonBlock } from '../../ui/skeleton.tsx'
import { Stale } from '../../ui/stale.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { EnvironmentCard } from './environment-card.tsx'
import { EnvironmentDetail } from './environment-detail.tsx'
import { EnvironmentForm } from './environment-form.tsx'
import { useOpenSample } from './use-open-sample.ts'
import { Welcome } from './welcome.tsx'
import css from './environments.module.css'

/** What is open above the cards: the form for a new or an old environment, or the question before forgetting one. */
type Open = { form: Environment | null } | { forget: Environment } | null

export function EnvironmentsScreen() {
  const { t } = useTranslation('environments')
  const list = useEnvironments()
  const { env, item } = useNavigation()
  const [open, setOpen] = useState<Open>(null)
  const [test, setTest] = useState(0)
  const sample = useOpenSample()
  const { refused } = useMay('environments.create')
  const me = useMe()
  const chosen = list.data?.find(({ id }) => id === (item ?? env))

  useBeginning((action) => {
    if (action === 'create') setOpen({ form: null })
    if (action === 'sample') sample.open()
    if (action === 'edit' && chosen) setOpen({ form: chosen })
    if (action === 'doctor') setTest((count) => count + 1)
  })

  const add = () => setOpen({ form: null })
  if (list.data?.length === 0 && refused && me?.grants.length === 0) return <NoRoleYet />
  if (list.data?.length === 0) {
    return (
      <>
        <Welcome onConnect={add} sample={sample} />
        {open && 'form' in open && <EnvironmentForm environment={open.form} onClose={() => setOpen(null)} />}
      </>
    )
  }
  return (
    <div className={css.split}>
      <Panel tone="bg" label={t('title')}>
        <PanelHead level={1} title={t('title')} note={list.data?.length}>
          <SampleButton environments={list.data} sample={sample} />
          <MayButton operation="environments.create" size="s" variant="primary" icon={<Plus />} onClick={add}>
            {t('connect')}
          </MayButton>
        </PanelHead>
        {list.isError && list.data && <Stale at={list.dataUpdatedAt} onRetry={() => void list.refetch()} />}
        <PanelBody pad>
          {list.isPending && <CardSkeleton />}
          {list.isError && !list.data && <ErrorNotice fill error={list.error} onRetry={() => void list.refetch()} />}
          {environmentClassSchema.options.map((kind) => (
            <Group key={kind} kind={kind} environments={list.data ?? []} chosen={chosen?.id} onForget={(forget) => setOpen({ forget })} onEdit={(form) => setOpen({ form })} />
          ))}
        </PanelBody>
      </Panel>
      {chosen && <EnvironmentDetail key={chosen.id} environment={chosen} test={test} onTest={() => setTest(test + 1)} />}
      {open && 'form' in open && <EnvironmentForm environment={open.form} onClose={() => setOpen(null)} />}
      {open && 'forget' in open && <DeleteDialog environment={open.forget} onClose={() => setOpen(null)} />}
    </div>
  )
}

/** Somebody who may sign in and nothing else. */
function NoRoleYet() {
  const { t } = useTranslation('access')
  return (
    <Empty icon={<Lock />} title={t('may.nothing')}>
      {t('may.nothingText')}
    </Empty>
  )
}

interface GroupProps {
  kind: Environment['class']
  environments: readonly Environment[]
  chosen: string | undefined
  onEdit: (environment: Environment) => void
  onForget: (environment: Environment) => void
}

function Group({ kind, environments, chosen, onEdit, onForget }: GroupProps) {
  const { t } = useTranslation('environments')
  const own = environments.filter((each) => each.class === kind)
  if (own.length === 0) return null
  return (
    <section className={css.group}>
      <h2 className={css.groupTitle}>{t(`group.${kind}`)}</h2>
      <div className={css.cards}>
        {own.map((each) => (
          <EnvironmentCard key={each.id} environment={each} selected={each.id === chosen} onSelect={() => select(each.id)} onEdit={() => onEdit(each)} onForget={() => onForget(each)} />
        ))}
      </div>
    </section>
  )
}

function SampleButton({ environments, sample }: { environments: readonly Environment[] | undefined; sample: ReturnType<typeof useOpenSample> }) {
  const { t } = useTranslation('environments')
  const { data: info } = useAppInfo()
  if (!info?.sample.available || !environments || environments.some((each) => each.sample)) return null
  return (
    <MayButton operation="app.openSample" size="s" variant="quiet" busy={sample.busy} onClick={sample.open}>
      {sample.progress?.label ?? t('openSample')}
    </MayButton>
  )
}

function CardSkeleton() {
  return (
    <div className={css.cards}>
      {[0, 1, 2].map((index) => (
        <SkeletonBlock key={index} height={118} />
      ))}
    </div>
  )
}
