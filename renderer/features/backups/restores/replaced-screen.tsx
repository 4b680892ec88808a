import { VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Replaced } from '#shared/contract/restores.ts'
import { MayButton, MayIconButton } from '../../../app/abilities/may.tsx'
import { select, useNavigation } from '../../../app/navigation.ts'
import { api, useEnvironment } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Empty } from '../../../ui/empty.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { Facts } from '../../../ui/field.tsx'
import { BackupsIcon } from '../../../ui/icons.tsx'
import { Panel, PanelBody, PanelFoot, PanelHead, Section } from '../../../ui/panel.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Stale } from '../../../ui/stale.tsx'
import { ViewSwitch } from '../view-switch.tsx'
import { DropReplacedDialog } from './drop-replaced-dialog.tsx'
import { ExpireReplacedDialog } from './expire-replaced-dialog.tsx'
import { ReplacedTable, until } from './replaced-table.tsx'
import { SwapDialog } from './swap-dialog.tsx'
import { UnfinishedBanner } from './unfinished-banner.tsx'
import css from '../backups.module.css'

/** Item of the place for this view; a chosen database stands behind a colon. */
export const replacedItem = 'replaced'

type Open = { kind: 'put-back' | 'drop'; replaced: Replaced } | { kind: 'expire' } | null

/** Databases that were replaced by a backup and are kept, of the current environment. */
export function ReplacedScreen() {
  const { t } = useTranslation('restores')
  const { env, item } = useNavigation()
  const environment = useEnvironment(env)
  const list = useQuery({ ...api.restores.replaced.queryOptions({ input: { env: env ?? '' } }), enabled: env !== null })
  const [open, setOpen] = useState<Open>(null)
  const all = list.data?.replaced ?? []
  const chosen = all.find(({ database }) => item === `${replacedItem}:${database}`) ?? all[0]
  const expired = all.filter((one) => one.expired)
  return (
    <div className={css.split}>
      <Panel label={t('replaced.title')}>
        <PanelHead level={1} title={<VisuallyHidden>{t('replaced.title')}</VisuallyHidden>} tags={<ViewSwitch view="replaced" />} note={all.length > 0 ? all.length : undefined}>
          {expired.length > 0 && (
            <MayButton operation="restores.expire" env={env} size="s" onClick={() => setOpen({ kind: 'expire' })}>
              {t('replaced.expire', { count: expired.length })}
            </MayButton>
          )}
        </PanelHead>
        <UnfinishedBanner />
        {list.isError && list.data && <Stale at={list.dataUpdatedAt} onRetry={() => void list.refetch()} />}
        <PanelBody tabIndex={-1}>
          {!env && <Empty title={t('replaced.choose')} />}
          {env && list.isPending && <SkeletonRows rows={6} height={34} />}
          {list.isError && !list.data && <ErrorNotice fill error={list.error} onRetry={() => void list.refetch()} />}
          {list.data && all.length === 0 && (
            <Empty icon={<BackupsIcon />} title={t('replaced.empty', { env: environment?.name ?? '' })}>
              {t('replaced.emptyText')}
            </Empty>
          )}
          {all.length > 0 && <ReplacedTable replaced={all} selected={chosen?.database ?? null} onChoose={(database) => select(`${replacedItem}:${database}`)} />}
        </PanelBody>
      </Panel>
      {chosen && <Detail key={chosen.database} env={env} replaced={chosen} onPutBack={() => setOpen({ kind: 'put-back', replaced: chosen })} onDrop={() => setOpen({ kind: 'drop', replaced: chosen })} />}
      {open?.kind === 'put-back' && environment && <SwapDialog environment={environment} kept={open.replaced} onClose={() => setOpen(null)} />}
      {open?.kind === 'drop' && environment && <DropReplacedDialog environment={environment} replaced={open.replaced} onClose={() => setOpen(null)} />}
      {open?.kind === 'expire' && environment && <ExpireReplacedDialog environment={environment} expired={expired} onClose={() => setOpen(null)} />}
    </div>
  )
}

function Detail({ env, replaced, onPutBack, onDrop }: { env: string | null; replaced: Replaced; onPutBack: () => void; onDrop: () => void }) {
  const { t } = useTranslation('restores')
  const format = useFormat()
  const { database, of, at, by, reason, backup, bytes, problem } = replaced
  return (
    <Panel tone="raise" label={t('replaced.detail')}>
      <PanelHead title={database}>
        <MayIconButton operation="restores.drop" env={env} label={t('replaced.drop')} icon={<Trash2 />} onClick={onDrop} />
      </PanelHead>
      <PanelBody>
        <Section>
          <p className={css.state}>{t('replaced.story', { of, when: format.exact(at) })}</p>
          <Facts
            facts={[
              [t('replaced.by'), backup === null ? t('replaced.byOther') : t('replaced.byBackup', { backup })],
              [t('replaced.who'), by],
              [t('replaced.why'), reason || t('replaced.noReason')],
              [t('replaced.size'), bytes === null ? '–' : format.bytes(bytes)],
              [t('replaced.until'), until(t, format, replaced)],
            ]}
          />
        </Section>
        {problem !== null && (
          <Section title={t('replaced.problem')}>
            <p>{problem}</p>
          </Section>
        )}
      </PanelBody>
      <PanelFoot>
        <MayButton operation="restores.putBack" env={env} variant="primary" wide disabled={problem !== null} onClick={onPutBack}>
          {t('replaced.putBack')}
        </MayButton>
      </PanelFoot>
    </Panel>
  )
}
