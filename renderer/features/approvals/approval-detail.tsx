import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval } from '#shared/contract/approvals.ts'
import { Countdown } from '../../app/countdown.tsx'
import { navigate } from '../../app/navigation.ts'
import { api, queryClient, refreshAfterChange, useEnvironment } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { EnvDot } from '../../ui/env-dot.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/field.tsx'
import { Panel, PanelBody, PanelFoot, PanelHead, Section } from '../../ui/panel.tsx'
import { Tag } from '../../ui/tag.tsx'
import { DecideDialog, type Deciding } from './decide-dialog.tsx'
import { PlanSection } from './plan-section.tsx'
import { looks, operationTitle, versionsWords } from './words.ts'
import css from './approvals.module.css'

export const refreshApprovals = () => queryClient.invalidateQueries({ queryKey: api.approvals.key() })

/** One request: who, why, until when, what would run now, and what can be done with it. */
export function ApprovalDetail({ listed }: { listed: Approval }) {
  const { t } = useTranslation('approvals')
  const detail = useQuery({ ...api.approvals.get.queryOptions({ input: { approval: listed.id } }) })
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  // The list is asked more often, and the details know more.
  const approval = detail.data && detail.data.approval.state === listed.state ? detail.data.approval : listed
  const { state, scripts } = approval
  const same = detail.data?.plan?.same ?? true
  return (
    <Panel tone="raise" label={approval.reason}>
      <PanelHead title={operationTitle(t, approval)} tags={<Tag tone={looks[state].tone}>{t(`state.${state}`)}</Tag>} />
      <PanelBody>
        <Section>
          <p className={css.reason}>{approval.reason}</p>
          {approval.problem && <p className={css.notice}>{approval.problem}</p>}
          <AboutFacts approval={approval} />
        </Section>
        <PlanSection scripts={scripts} isOpen={state === 'asked' || state === 'approved'} plan={detail.data?.plan} problem={detail.data?.problem} pending={detail.isPending} onOpen={(script) => navigate({ screen: 'migrations', env: approval.envId, item: script })} />
        {detail.error && <ErrorNotice error={detail.error} onRetry={() => void detail.refetch()} />}
      </PanelBody>
      <Actions approval={approval} same={same} onDecide={setDeciding} />
      {deciding && <DecideDialog approval={approval} deciding={deciding} onClose={() => setDeciding(null)} />}
    </Panel>
  )
}

function AboutFacts({ approval }: { approval: Approval }) {
  const { t } = useTranslation('approvals')
  const format = useFormat()
  const environment = useEnvironment(approval.envId)
  const { env, by, source, createdAt, expiresAt, state, decidedBy, decidedAt, note, jobId, startedBy, endedAt, plan } = approval
  const isWaiting = state === 'asked' || state === 'approved'
  return (
    <Facts
      facts={[
        [t('facts.env'), <span key="env" className={css.env}>{environment && <EnvDot colour={environment.colour} />} {env}</span>],
        [t('facts.versions'), versionsWords(t, approval)],
        [t('facts.asked'), t('byAt', { by: source === 'hook' ? t('byHook', { by }) : by, at: format.dateTime(createdAt) })],
        [t(state === 'approved' ? 'facts.runUntil' : 'facts.until'), isWaiting ? <Countdown key="until" until={expiresAt} onOver={refreshApprovals} /> : undefined],
        [t(state === 'rejected' ? 'facts.rejected' : 'facts.approved'), decidedBy && t('byAt', { by: decidedBy, at: decidedAt ? format.dateTime(decidedAt) : '' })],
        [t('facts.note'), note],
        [t('facts.ran'), startedBy && (endedAt ? t('byAt', { by: startedBy, at: format.dateTime(endedAt) }) : startedBy)],
        [t('facts.job'), jobId && <Button key="job" size="s" onClick={() => navigate({ screen: 'activity', item: jobId })}>{t('showJob')}</Button>],
        [t('facts.plan'), <code key="plan" title={plan}>{plan.slice(0, 12)}</code>],
      ]}
    />
  )
}

interface ActionsProps {
  approval: Approval
  /** The plan is the one that was asked for. */
  same: boolean
  onDecide: (deciding: Deciding) => void
}

function Actions({ approval, same, onDecide }: ActionsProps) {
  const { t } = useTranslation('approvals')
  const { id, can } = approval
  const onSettled = () => void Promise.all([refreshApprovals(), refreshAfterChange()])
  const withdraw = useMutation(api.approvals.withdraw.mutationOptions({ onSettled }))
  const run = useMutation(api.approvals.run.mutationOptions({ onSettled }))
  if (!can.approve && !can.reject && !can.run && !can.withdraw) return null
  const error = withdraw.error ?? run.error
  return (
    <>
      {error && <ErrorNotice error={error} />}
      <PanelFoot>
        {can.withdraw && (
          <Button busy={withdraw.isPending} onClick={() => withdraw.mutate({ approval: id })}>
            {t('withdraw')}
          </Button>
        )}
        {can.reject && (
          <Button variant="danger" onClick={() => onDecide('reject')}>
            {t('reject')}
          </Button>
        )}
        {can.approve && (
          <>
            <Button disabled={!same} onClick={() => onDecide('run')}>
              {t('approveRun')}
            </Button>
            <Button variant="primary" disabled={!same} onClick={() => onDecide('approve')}>
              {t('approve')}
            </Button>
          </>
        )}
        {can.run && (
          <Button variant="primary" disabled={!same} busy={run.isPending} onClick={() => run.mutate({ approval: id })}>
            {t('run')}
          </Button>
        )}
      </PanelFoot>
    </>
  )
}
