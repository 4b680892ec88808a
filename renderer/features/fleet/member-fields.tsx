import { SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { FleetInput } from '#shared/contract/fleet.ts'
import { client } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { inputOf, saysMembers, type FleetDraft } from './fleet-input.ts'
import css from './fleet.module.css'

interface MemberFieldsProps {
  draft: FleetDraft
  /** Field of the problem that saving met. */
  field: string | undefined
  onChange: (part: Partial<FleetDraft>) => void
}

/** Who belongs to the fleet, and a look at whom that finds now. */
export function MemberFields({ draft, onChange }: MemberFieldsProps) {
  const { t } = useTranslation('fleet')
  const ofLabel = useId()
  const byLabel = useId()
  const find = useMutation({ mutationFn: () => client.fleet.find({ ...inputOf(draft), name: draft.name.trim() || 'new' }) })
  const change = (part: Partial<FleetDraft>) => {
    find.reset()
    onChange(part)
  }
  return (
    <section className={css.part}>
      <h3>{t('form.members')}</h3>
      <div className={css.two}>
        <div className={css.field}>
          <span id={ofLabel}>{t('form.of')}</span>
          <SegmentedControl size="xs" aria-labelledby={ofLabel} data={(['databases', 'schemas'] as const).map((value) => ({ value, label: t(`form.ofs.${value}`) }))} value={draft.of} onChange={(of) => change({ of: of as FleetInput['of'] })} />
        </div>
        <div className={css.field}>
          <span id={byLabel}>{t('form.by')}</span>
          <SegmentedControl size="xs" aria-labelledby={byLabel} data={(['pattern', 'list', 'query'] as const).map((value) => ({ value, label: t(`form.bys.${value}`) }))} value={draft.by} onChange={(by) => change({ by: by as FleetInput['by'] })} />
        </div>
      </div>
      {draft.by === 'pattern' && <TextInput label={t('form.pattern')} description={t('form.patternHelp')} placeholder="tenant_*" value={draft.pattern} onChange={(event) => change({ pattern: event.currentTarget.value })} />}
      {draft.by === 'list' && <Textarea className={css.code} label={t('form.list')} description={t('form.listHelp')} autosize minRows={3} maxRows={8} value={draft.members} onChange={(event) => change({ members: event.currentTarget.value })} />}
      {draft.by === 'query' && <Textarea className={css.code} label={t('form.query')} description={t('form.queryHelp')} placeholder={t('form.queryExample')} autosize minRows={3} maxRows={8} value={draft.query} onChange={(event) => change({ query: event.currentTarget.value })} />}
      <Textarea className={css.code} label={t('form.excludes')} description={t('form.excludesHelp')} autosize minRows={1} maxRows={4} value={draft.excludes} onChange={(event) => change({ excludes: event.currentTarget.value })} />
      <div>
        <Button size="s" disabled={!saysMembers(draft) || draft.env === ''} busy={find.isPending} onClick={() => find.mutate()}>
          {t('form.find')}
        </Button>
      </div>
      {find.error && <ErrorNotice error={find.error} />}
      {find.data && (
        <div className={css.found} role="status">
          <b>{t('members', { count: find.data.members.length })}</b>
          {find.data.members.some(({ present }) => !present) && <span className={css.bad}>{t('form.missing', { names: find.data.members.filter(({ present }) => !present).map(({ label }) => label).join(', ') })}</span>}
          <div className={css.labels} role="group" aria-label={t('form.members')} tabIndex={0}>
            {find.data.members.slice(0, 200).map(({ label }) => (
              <span key={label}>{label}</span>
            ))}
            {find.data.members.length > 200 && <span>…</span>}
          </div>
          {find.data.excluded.length > 0 && <span className={css.quiet}>{t('form.excluded', { count: find.data.excluded.length })}</span>}
        </div>
      )}
    </section>
  )
}
