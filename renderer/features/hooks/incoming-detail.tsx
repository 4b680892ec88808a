import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncomingHook } from '#shared/contract/hooks-incoming.ts'
import { client } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/field.tsx'
import { Panel, PanelBody, PanelHead, Section } from '../../ui/panel.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import type { HookSecret } from './incoming-tab.tsx'
import { CopyButton } from './secret-once.tsx'
import { signedCall } from './signed-call.ts'
import { CallOutcome, OffTag } from './states.tsx'
import { useChange } from './use-change.ts'
import css from './hooks.module.css'

interface IncomingDetailProps {
  hook: IncomingHook
  onEdit: () => void
  onSecret: (secret: HookSecret) => void
}

export function IncomingDetail({ hook, onEdit, onSecret }: IncomingDetailProps) {
  const { t } = useTranslation('hooks')
  const format = useFormat()
  const { id, name, env, action, enabled, createdAt, createdBy, rotatedAt, last } = hook
  const [removing, setRemoving] = useState(false)
  const rotate = useChange(client.hooks.rotateIncoming, onSecret)
  const turn = useChange(client.hooks.updateIncoming)
  const call = signedCall(location.origin, id, env.name)
  return (
    <Panel tone="raise" label={t('incoming.chosen')}>
      <PanelHead title={name} tags={<OffTag enabled={enabled} />} />
      <PanelBody>
        <Section>
          <Facts
            facts={[
              [t('columns.env'), env.name],
              [t('columns.action'), t(`actionLong.${action}`)],
              [t('made'), t('madeBy', { at: format.day(createdAt), by: createdBy })],
              [t('incoming.rotated'), rotatedAt && format.dateTime(rotatedAt)],
            ]}
          />
        </Section>
        {last && (
          <Section title={t('columns.lastCall')} note={format.dateTime(last.at)}>
            <CallOutcome call={last} />
            <p className={css.words}>{last.text}</p>
          </Section>
        )}
        <Section title={t('incoming.how')}>
          <p className={css.words}>{t('incoming.howText')}</p>
          <pre className={css.code} tabIndex={0} aria-label={t('incoming.how')}>
            {call}
          </pre>
          <CopyButton text={call} />
        </Section>
        <Section>
          <div className={css.buttons}>
            <Button size="s" onClick={onEdit}>
              {t('edit')}
            </Button>
            <Button size="s" busy={turn.isPending} onClick={() => turn.mutate({ hook: id, enabled: !enabled })}>
              {enabled ? t('turnOff') : t('turnOn')}
            </Button>
            <Button size="s" busy={rotate.isPending} onClick={() => rotate.mutate({ hook: id })}>
              {t('rotate')}
            </Button>
            <Button size="s" variant="danger" onClick={() => setRemoving(true)}>
              {t('remove')}
            </Button>
          </div>
          {(turn.error ?? rotate.error) && <ErrorNotice error={turn.error ?? rotate.error} />}
        </Section>
      </PanelBody>
      {removing && <RemoveDialog title={t('removeTitle', { name })} text={t('incoming.removeText')} call={() => client.hooks.deleteIncoming({ hook: id })} onClose={() => setRemoving(false)} />}
    </Panel>
  )
}
