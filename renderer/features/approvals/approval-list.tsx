import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval } from '#shared/contract/approvals.ts'
import { useEnvironment } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../i18n/use-now.ts'
import { EnvDot } from '../../ui/env-dot.tsx'
import { List, Row, RowGroup } from '../../ui/row.tsx'
import { StateDot } from '../../ui/state-dot.tsx'
import { Tag } from '../../ui/tag.tsx'
import { isOpen, looks, versionsWords } from './words.ts'
import css from './approvals.module.css'

interface ListProps {
  approvals: readonly Approval[]
  chosen: string | undefined
  onChoose: (id: string) => void
}

/** What waits for the person who looks, what is open beside, and what is over. */
export function ApprovalList({ approvals, chosen, onChoose }: ListProps) {
  const { t } = useTranslation('approvals')
  const groups = [
    { key: 'waiting', own: approvals.filter(({ can }) => can.approve) },
    { key: 'open', own: approvals.filter((each) => !each.can.approve && isOpen(each)) },
    { key: 'earlier', own: approvals.filter((each) => !isOpen(each)) },
  ] as const
  return (
    <List label={t('title')}>
      {groups.map(({ key, own }) =>
        own.length === 0 ? null : (
          <Fragment key={key}>
            <RowGroup>{t(`group.${key}`, { count: own.length })}</RowGroup>
            {own.map((each) => (
              <ApprovalRow key={each.id} approval={each} selected={each.id === chosen} onChoose={() => onChoose(each.id)} />
            ))}
          </Fragment>
        ),
      )}
    </List>
  )
}

function ApprovalRow({ approval, selected, onChoose }: { approval: Approval; selected: boolean; onChoose: () => void }) {
  const { t } = useTranslation('approvals')
  const format = useFormat()
  const now = useNow()
  const environment = useEnvironment(approval.envId)
  const { state, env, by, reason, createdAt, mine } = approval
  return (
    <Row lead={<StateDot {...looks[state]} label={t(`state.${state}`)} />} selected={selected} onChoose={onChoose} end={state === 'asked' ? <span className={css.when}>{format.ago(createdAt, now)}</span> : <Tag tone={looks[state].tone}>{t(`state.${state}`)}</Tag>}>
      <span className={css.title}>{reason}</span>
      <span className={css.about}>
        {environment && <EnvDot colour={environment.colour} />} {env} · {versionsWords(t, approval)} · {mine ? t('you') : by}
      </span>
    </Row>
  )
}
