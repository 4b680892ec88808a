import { Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { MayButton, MayIconButton } from '../../app/abilities/may.tsx'
import { navigate } from '../../app/navigation.ts'
import { useStatus } from '../../client/queries.ts'
import { errorWords } from '../../i18n/errors.ts'
import { asAppError } from '#shared/contract/client.ts'
import { Button } from '../../ui/button.tsx'
import { EnvDot } from '../../ui/env-dot.tsx'
import { Tag } from '../../ui/tag.tsx'
import css from './environment-card.module.css'

interface CardProps {
  environment: Environment
  selected: boolean
  onSelect: () => void
  onEdit: () => void
  onForget: () => void
}

/** One environment: what it is, where it is, and what state it is in now. */
export function EnvironmentCard({ environment, selected, onSelect, onEdit, onForget }: CardProps) {
  const { t } = useTranslation('environments')
  const { id, name, colour, connection, sample } = environment
  return (
    <article className={css.card} data-class={environment.class} data-selected={selected || undefined}>
      <header className={css.head}>
        <EnvDot colour={colour} />
        <h3 className={css.name}>
          <button type="button" className={css.choose} aria-pressed={selected} onClick={onSelect}>
            {name}
          </button>
        </h3>
        {sample && <Tag>{t('sampleTag')}</Tag>}
        <span className={css.tools}>
          <MayIconButton operation="environments.update" env={id} label={t('edit', { name })} icon={<Pencil />} onClick={onEdit} />
          <MayIconButton operation="environments.delete" env={id} label={t('forget', { name })} icon={<Trash2 />} onClick={onForget} />
        </span>
      </header>
      <p className={css.where}>
        {connection.database} <span>{t('on')}</span> {connection.host}
        {connection.port !== 5432 && `:${connection.port}`}
      </p>
      <State env={id} />
      <footer className={css.foot}>
        <Button size="s" onClick={() => navigate({ screen: 'migrations', env: id })}>
          {t('open')}
        </Button>
        <MayButton operation="environments.test" env={id} size="s" variant="quiet" onClick={() => navigate({ screen: 'environments', env: id, item: id, action: 'doctor' })}>
          {t('test')}
        </MayButton>
      </footer>
    </article>
  )
}

function State({ env }: { env: string }) {
  const { t, i18n } = useTranslation('environments')
  const { data, error, isPending, isError } = useStatus(env)
  if (isPending) return <p className={`${css.state} ${css.asking}`}>{t('asking')}</p>
  if (isError || !data) {
    return (
      <p className={`${css.state} ${css.bad}`}>
        <Tag tone="bad">{t('unreachable')}</Tag> <span className={css.cause}>{errorWords(asAppError(error).data, i18n.language).message}</span>
      </p>
    )
  }
  return (
    <p className={css.state}>
      <b>{data.version === null ? t('noVersion') : t('version', { version: data.version })}</b>
      <Tag tone={data.pending > 0 ? 'info' : 'ok'}>{data.pending > 0 ? t('pending', { count: data.pending }) : t('upToDate')}</Tag>
      <span className={css.server}>PostgreSQL {data.server.version}</span>
    </p>
  )
}
