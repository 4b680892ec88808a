import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fleet } from '#shared/contract/fleet.ts'
import { select, useBeginning, useNavigation } from '../../app/navigation.ts'
import { useEnvironments } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FleetIcon } from '../../ui/icons.tsx'
import { Panel, PanelBody, PanelHead } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Stale } from '../../ui/stale.tsx'
import { DeleteFleetDialog } from './delete-dialog.tsx'
import { FleetDetail } from './fleet-detail.tsx'
import { FleetForm } from './fleet-form.tsx'
import { FleetList } from './fleet-list.tsx'
import { itemOf, placeOf } from './place.ts'
import { StartDialog } from './start-dialog.tsx'
import { useFleets } from './use-fleet.ts'
import css from './fleet.module.css'

type Open = { form: Fleet | null } | { remove: Fleet } | { start: Fleet } | null

/** Groups of databases or schemas: who is in which state, and runs over all of them. */
export function FleetScreen() {
  const { t } = useTranslation('fleet')
  const list = useFleets()
  const { item } = useNavigation()
  const [open, setOpen] = useState<Open>(null)
  const fleets = list.data?.fleets ?? []
  const place = placeOf(item)
  const chosen = fleets.find(({ id }) => id === place.fleet) ?? fleets[0]
  useBeginning((action) => {
    if (action === 'create') setOpen({ form: null })
  })
  const dialogs = (
    <>
      {open && 'form' in open && <FleetForm fleet={open.form} onClose={() => setOpen(null)} />}
      {open && 'remove' in open && <DeleteFleetDialog fleet={open.remove} onClose={() => setOpen(null)} />}
      {open && 'start' in open && <StartDialog fleet={open.start} onClose={() => setOpen(null)} onStarted={(run) => select(itemOf(open.start.id, run))} />}
    </>
  )
  if (list.data && fleets.length === 0) {
    return (
      <Panel label={t('title')}>
        <PanelBody>
          <Empty icon={<FleetIcon />} title={t('empty.title')} action={<NewButton large onOpen={() => setOpen({ form: null })} />}>
            <p>{t('empty.text')}</p>
            <p>{t('empty.how')}</p>
          </Empty>
        </PanelBody>
        {dialogs}
      </Panel>
    )
  }
  return (
    <div className={css.split}>
      <Panel tone="bg" label={t('title')}>
        <PanelHead level={1} title={t('title')} note={fleets.length > 0 ? fleets.length : undefined}>
          <NewButton onOpen={() => setOpen({ form: null })} />
        </PanelHead>
        {list.isError && list.data && <Stale at={list.dataUpdatedAt} onRetry={() => void list.refetch()} />}
        <PanelBody>
          {list.isPending && <SkeletonRows rows={4} height={46} />}
          {list.isError && !list.data && <ErrorNotice fill error={list.error} onRetry={() => void list.refetch()} />}
          {chosen && <FleetList fleets={fleets} chosen={chosen.id} />}
        </PanelBody>
      </Panel>
      {chosen && <FleetDetail key={chosen.id} fleet={chosen} run={place.fleet === chosen.id ? place.run : null} onStart={() => setOpen({ start: chosen })} onEdit={() => setOpen({ form: chosen })} onRemove={() => setOpen({ remove: chosen })} />}
      {dialogs}
    </div>
  )
}

/** A fleet takes migrations and credentials from an environment: without one there is nothing to make it of. */
function NewButton({ large = false, onOpen }: { large?: boolean; onOpen: () => void }) {
  const { t } = useTranslation('fleet')
  const { data: environments } = useEnvironments()
  const none = environments?.length === 0
  return (
    <Button size={large ? 'm' : 's'} variant={large ? 'primary' : 'default'} icon={<Plus />} disabled={none} title={none ? t('empty.noEnvironment') : undefined} onClick={onOpen}>
      {t('new')}
    </Button>
  )
}
