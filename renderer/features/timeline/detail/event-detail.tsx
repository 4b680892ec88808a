import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { select } from '../../../app/navigation.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Panel, PanelBody, PanelHead, Section } from '../../../ui/panel.tsx'
import { Tag } from '../../../ui/tag.tsx'
import type { Entry } from '../entries.ts'
import { looks, versionWord } from '../looks.ts'
import type { ChangeView } from '../use-view.ts'
import type { View } from '../view.ts'
import css from '../timeline.module.css'
import { Actions } from './actions.tsx'
import { DriftFacts } from './drift-facts.tsx'
import { EventFacts } from './event-facts.tsx'
import { StateThen } from './state-then.tsx'

interface EventDetailProps {
  entry: Entry
  view: View
  change: ChangeView
}

/** Who, when, why and with what outcome; what the schema was then, and what changed since. */
export function EventDetail({ entry, view, change }: EventDetailProps) {
  const { t } = useTranslation(['timeline', 'common'])
  const { event } = entry
  const close = (pressed: React.KeyboardEvent) => {
    if (pressed.key === 'Escape') select(null)
  }
  return (
    <Panel tone="raise" label={t('timeline:detail.label')} className={css.detail} onKeyDown={close}>
      <PanelHead title={titleOf(entry) || t(`timeline:kinds.${event.kind}`)} tags={<Tag tone={looks[event.kind].tone}>{t(`timeline:kinds.${event.kind}`)}</Tag>}>
        <IconButton label={t('common:close')} icon={<X />} onClick={() => select(null)} />
      </PanelHead>
      <PanelBody tabIndex={0} role="group" aria-label={t('timeline:detail.what')}>
        {event.problem && (
          <Section title={t('timeline:detail.problem')}>
            <p className={css.trouble}>{event.problem}</p>
          </Section>
        )}
        {event.chain === 'broken' && (
          <Section title={t('timeline:chain.broken')}>
            <p className={css.trouble}>{event.note ?? t('timeline:chain.brokenText')}</p>
          </Section>
        )}
        <EventFacts entry={entry} />
        {event.kind === 'drift' && <DriftFacts details={event.details} />}
        <StateThen entry={entry} view={view} change={change} />
        {event.log && (
          <Section title={t('timeline:detail.log')}>
            <pre className={css.log}>{event.log}</pre>
          </Section>
        )}
      </PanelBody>
      <Actions entry={entry} />
    </Panel>
  )
}

function titleOf({ event }: Entry): string {
  return [versionWord(event), event.description].filter(Boolean).join(' ')
}
