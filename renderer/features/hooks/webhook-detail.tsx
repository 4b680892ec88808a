import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeliveryDetail, Webhook } from '#shared/contract/hooks.ts'
import { client } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/field.tsx'
import { Panel, PanelBody, PanelFoot, PanelHead, Section } from '../../ui/panel.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { DeliveryState, LastDelivery, OffTag } from './states.tsx'
import { useChange } from './use-change.ts'
import { choose } from './views.ts'
import type { Secret } from './webhooks-tab.tsx'
import css from './hooks.module.css'

interface WebhookDetailProps {
  webhook: Webhook
  onEdit: () => void
  onSecret: (secret: Secret) => void
}

export function WebhookDetail({ webhook, onEdit, onSecret }: WebhookDetailProps) {
  const { t } = useTranslation('hooks')
  const format = useFormat()
  const { id, name, address, kinds, envs, template, enabled, createdAt, createdBy, last, waiting, dead } = webhook
  const [removing, setRemoving] = useState(false)
  const test = useChange(client.hooks.test)
  const rotate = useChange(client.hooks.rotate, onSecret)
  const turn = useChange(client.hooks.update)
  return (
    <Panel tone="raise" label={t('webhook.chosen')}>
      <PanelHead title={name} tags={<OffTag enabled={enabled} />} />
      <PanelBody>
        <Section>
          <Facts
            facts={[
              [t('columns.address'), `${address}/…`],
              [t('columns.envs'), envs.length === 0 ? t('all') : envs.map((env) => env.name).join(', ')],
              [t('webhook.template'), t(`template.${template}`)],
              [t('columns.last'), <LastDelivery key="last" last={last} />],
              [t('webhook.problem'), last?.problem],
              [t('webhook.waiting'), waiting > 0 ? format.number(waiting) : null],
              [t('made'), t('madeBy', { at: format.day(createdAt), by: createdBy })],
            ]}
          />
        </Section>
        <Section title={t('webhook.kinds')}>
          <ul className={css.kinds}>
            {kinds.map((kind) => (
              <li key={kind}>{t(`kinds.${kind}`)}</li>
            ))}
          </ul>
        </Section>
        {dead > 0 && (
          <Section title={t('webhook.deadTitle')}>
            <p className={css.words}>{t('webhook.deadText', { count: dead })}</p>
            <Button size="s" onClick={() => choose('deliveries', last?.state === 'dead' ? last.id : null)}>
              {t('webhook.deadShow')}
            </Button>
          </Section>
        )}
        {(test.data ?? test.error) && <Section title={t('webhook.tested')}>{test.error ? <ErrorNotice error={test.error} /> : <Tested delivery={test.data} />}</Section>}
        <Section>
          <div className={css.buttons}>
            <Button size="s" onClick={onEdit}>
              {t('edit')}
            </Button>
            <Button size="s" busy={turn.isPending} onClick={() => turn.mutate({ webhook: id, enabled: !enabled })}>
              {enabled ? t('turnOff') : t('turnOn')}
            </Button>
            <Button size="s" busy={rotate.isPending} onClick={() => rotate.mutate({ webhook: id })}>
              {t('rotate')}
            </Button>
            <Button size="s" variant="danger" onClick={() => setRemoving(true)}>
              {t('remove')}
            </Button>
          </div>
          {(turn.error ?? rotate.error) && <ErrorNotice error={turn.error ?? rotate.error} />}
        </Section>
      </PanelBody>
      <PanelFoot>
        <Button variant="primary" wide busy={test.isPending} onClick={() => test.mutate({ webhook: id })}>
          {t('webhook.test')}
        </Button>
      </PanelFoot>
      {removing && <RemoveDialog title={t('removeTitle', { name })} text={t('webhook.removeText')} call={() => client.hooks.delete({ webhook: id })} onClose={() => setRemoving(false)} />}
    </Panel>
  )
}

function Tested({ delivery }: { delivery: DeliveryDetail | undefined }) {
  const { t } = useTranslation('hooks')
  const format = useFormat()
  const last = delivery?.attempts.at(-1)
  if (!delivery || !last) return null
  return (
    <div role="status">
      <DeliveryState delivery={delivery} />
      <p className={css.words}>{last.problem === null ? t('webhook.testOk', { status: last.status, time: format.duration(last.ms) }) : last.problem}</p>
    </div>
  )
}
