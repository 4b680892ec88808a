import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DeliveryDetail, DeliveryTry } from '#shared/contract/hooks.ts'
import { api, client } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/field.tsx'
import { Panel, PanelBody, PanelFoot, PanelHead, Section } from '../../ui/panel.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { StateDot } from '../../ui/state-dot.tsx'
import { DeliveryState } from './states.tsx'
import { useChange } from './use-change.ts'
import { choose } from './views.ts'
import css from './hooks.module.css'

/** `version` changes when the list knows something newer. */
export function DeliveryDetailPanel({ id, version }: { id: string; version: string }) {
  const { t } = useTranslation('hooks')
  const query = useQuery({ ...api.hooks.delivery.queryOptions({ input: { delivery: id } }), queryKey: [...api.hooks.delivery.queryKey({ input: { delivery: id } }), version] })
  return (
    <Panel tone="raise" label={t('delivery.chosen')}>
      {query.isPending && (
        <PanelBody pad>
          <SkeletonLines widths={[60, 80, 70]} />
        </PanelBody>
      )}
      {query.error && (
        <PanelBody pad>
          <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
        </PanelBody>
      )}
      {query.data && <Detail delivery={query.data} />}
    </Panel>
  )
}

function Detail({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation('hooks')
  const format = useFormat()
  const { id, webhook, kind, env, nextAt, body, attempts } = delivery
  const retry = useChange(client.hooks.retry)
  const discard = useChange(client.hooks.discard, () => choose('deliveries', null))
  return (
    <>
      <PanelHead title={t(`kinds.${kind}`)} tags={<DeliveryState delivery={delivery} />} />
      <PanelBody>
        <Section>
          <Facts
            facts={[
              [t('columns.webhook'), webhook],
              [t('columns.env'), env],
              [t('delivery.id'), <code key="id" className={css.mono}>{id}</code>],
              [t('delivery.next'), nextAt && format.dateTime(nextAt)],
            ]}
          />
        </Section>
        <Section title={t('delivery.tries', { count: attempts.length })}>
          <ol className={css.tries}>
            {attempts.toReversed().map((attempt) => (
              <Try key={attempt.at} attempt={attempt} />
            ))}
          </ol>
        </Section>
        <Section title={t('delivery.body')}>
          <pre className={css.code} tabIndex={0} aria-label={t('delivery.body')}>
            {pretty(body)}
          </pre>
        </Section>
        {(retry.error ?? discard.error) && <ErrorNotice error={retry.error ?? discard.error} />}
      </PanelBody>
      <PanelFoot>
        <Button variant="quiet" busy={discard.isPending} onClick={() => discard.mutate({ delivery: id })}>
          {t('delivery.discard')}
        </Button>
        <Button variant="primary" wide busy={retry.isPending} onClick={() => retry.mutate({ delivery: id })}>
          {t('delivery.again')}
        </Button>
      </PanelFoot>
    </>
  )
}

function Try({ attempt: { at, ms, status, problem, answer } }: { attempt: DeliveryTry }) {
  const format = useFormat()
  return (
    <li>
      <StateDot shape={problem === null ? 'full' : 'cross'} tone={problem === null ? 'ok' : 'bad'} />
      <div>
        <p>
          {format.dateTime(at)} · {status ?? '–'} · {format.duration(ms)}
        </p>
        {problem && <p className={css.quiet}>{problem}</p>}
        {answer && <p className={css.answer}>{answer}</p>}
      </div>
    </li>
  )
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2)
  } catch {
    return body
  }
}
