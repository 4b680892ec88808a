import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trigger } from '#shared/contract/hooks-incoming.ts'
import { client } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/field.tsx'
import { Panel, PanelBody, PanelHead, Section } from '../../ui/panel.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { CopyButton } from './secret-once.tsx'
import { CallOutcome, OffTag } from './states.tsx'
import { useChange } from './use-change.ts'
import css from './hooks.module.css'

export function TriggerDetail({ trigger, onEdit }: { trigger: Trigger; onEdit: () => void }) {
  const { t } = useTranslation('hooks')
  const format = useFormat()
  const { id, env, kind, target, action, enabled, createdAt, createdBy, problem, dueAt, last } = trigger
  const [removing, setRemoving] = useState(false)
  const turn = useChange(client.hooks.updateTrigger)
  const statement = `NOTIFY ${/^[a-z_][a-z0-9_]*$/.test(target) ? target : `"${target.replaceAll('"', '""')}"`}, '{"version": "2.4.0"}';`
  return (
    <Panel tone="raise" label={t('trigger.chosen')}>
      <PanelHead title={t(`trigger.${kind}`)} tags={<OffTag enabled={enabled} />} />
      <PanelBody>
        <Section>
          <Facts
            facts={[
              [kind === 'listen' ? t('trigger.channel') : t('trigger.path'), <code key="target" className={css.mono}>{target}</code>],
              [t('columns.env'), env.name],
              [t('columns.action'), t(`actionLong.${action}`)],
              [t('trigger.problem'), problem],
              [t('trigger.due'), dueAt && format.time(dueAt)],
              [t('made'), t('madeBy', { at: format.day(createdAt), by: createdBy })],
            ]}
          />
        </Section>
        {last && (
          <Section title={t('columns.lastCall')} note={format.dateTime(last.at)}>
            <CallOutcome call={last} />
            <p className={css.words}>{last.text}</p>
          </Section>
        )}
        <Section title={t('trigger.how')}>
          <p className={css.words}>{t(`trigger.${kind}How`)}</p>
          {kind === 'listen' && (
            <>
              <pre className={css.code} tabIndex={0} aria-label={t('trigger.how')}>
                {statement}
              </pre>
              <CopyButton text={statement} />
            </>
          )}
        </Section>
        <Section>
          <div className={css.buttons}>
            <Button size="s" onClick={onEdit}>
              {t('edit')}
            </Button>
            <Button size="s" busy={turn.isPending} onClick={() => turn.mutate({ trigger: id, enabled: !enabled })}>
              {enabled ? t('turnOff') : t('turnOn')}
            </Button>
            <Button size="s" variant="danger" onClick={() => setRemoving(true)}>
              {t('remove')}
            </Button>
          </div>
          {turn.error && <ErrorNotice error={turn.error} />}
        </Section>
      </PanelBody>
      {removing && <RemoveDialog title={t('removeTitle', { name: target })} text={t('trigger.removeText')} call={() => client.hooks.deleteTrigger({ trigger: id })} onClose={() => setRemoving(false)} />}
    </Panel>
  )
}
