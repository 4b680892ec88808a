import { useTranslation } from 'react-i18next'
import type { ObjectPage } from '#shared/contract/schema.ts'
import { useFormat } from '../../i18n/format.ts'
import { DiagnosticList } from '../../ui/diagnostic-list.tsx'
import { Facts } from '../../ui/field.tsx'
import { Panel, PanelBody, Section } from '../../ui/panel.tsx'
import { attributesOf } from './attributes.ts'
import { useSchemaWords } from './words.ts'
import css from './page.module.css'

/** Whose it is, how large, what is set on it, and what may not be seen of it. */
export function About({ page }: { page: ObjectPage }) {
  const { t } = useTranslation('schema')
  const words = useSchemaWords()
  const format = useFormat()
  const { size, snapshot, live } = page
  const attributes = attributesOf(page).filter(({ long }) => !long)
  return (
    <Panel tone="raise" className={css.about} label={t('about.title')}>
      <PanelBody tabIndex={0}>
        <Section>
          {page.comment !== null && <p className={css.comment}>{page.comment}</p>}
          <Facts facts={[[t('about.owner'), page.owner ?? undefined], [t('about.readAt'), `${format.dateTime(snapshot.takenAt)}${live ? '' : ` · ${t('about.notLive')}`}`], [t('about.server'), `PostgreSQL ${snapshot.serverVersion}`]]} />
        </Section>
        {size && <Size size={size} />}
        {attributes.length > 0 && (
          <Section title={t('about.settings')}>
            <Facts facts={attributes.map(({ name, text }) => [words.attribute(name), <code key={name} className={css.value}>{text}</code>] as const)} />
          </Section>
        )}
        {page.gaps.length > 0 && (
          <Section title={t('gaps.title')}>
            <DiagnosticList diagnostics={page.gaps} />
          </Section>
        )}
      </PanelBody>
    </Panel>
  )
}

function Size({ size }: { size: NonNullable<ObjectPage['size']> }) {
  const { t } = useTranslation('schema')
  const format = useFormat()
  const parts = [['table', size.tableBytes], ['index', size.indexBytes], ['toast', size.toastBytes]] as const
  const when = (at: string | null) => (at === null ? t('size.never') : format.dateTime(at))
  return (
    <Section title={t('size.title')} note={format.bytes(size.totalBytes)}>
      <div className={css.sizeBar} aria-hidden>
        {parts.map(([name, bytes]) => (
          <i key={name} data-part={name} style={{ flexGrow: Math.max(bytes, size.totalBytes / 200) }} />
        ))}
      </div>
      <Facts
        facts={[
          ...parts.map(([name, bytes]) => [<span key={name} className={css.key} data-part={name}>{t(`size.${name}`)}</span>, format.bytes(bytes)] as const),
          [t('size.rows'), size.estimatedRows < 0 ? t('size.unknown') : t('size.about', { rows: format.compact(size.estimatedRows) })],
          [t('size.vacuum'), when(size.lastVacuum)], [t('size.analyze'), when(size.lastAnalyze)],
        ]}
      />
    </Section>
  )
}
