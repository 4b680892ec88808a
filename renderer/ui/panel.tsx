import type { HTMLAttributes, ReactNode } from 'react'
import css from './panel.module.css'

interface PanelProps extends HTMLAttributes<HTMLElement> {
  /** `raise`: a side panel with details. */
  tone?: 'panel' | 'raise' | 'bg'
  /** Names the region for assistive technology. */
  label?: string
  children: ReactNode
}

/** A column of the screen, bounded by hairlines. The body scrolls when it is a PanelBody. */
export function Panel({ tone = 'panel', label, className, children, ...rest }: PanelProps) {
  return (
    <section className={[css.panel, tone === 'panel' ? undefined : css[tone], className].filter(Boolean).join(' ')} aria-label={label} {...rest}>
      {children}
    </section>
  )
}

interface PanelHeadProps {
  title: ReactNode
  /** Quiet words after the title: a count, a range. */
  note?: ReactNode
  /** Tags after the title. */
  tags?: ReactNode
  /** Right end. */
  children?: ReactNode
  level?: 1 | 2 | 3
  /** A hairline above instead of below: heads in the middle or at the foot of a panel. */
  foot?: boolean
}

export function PanelHead({ title, note, tags, children, level = 2, foot = false }: PanelHeadProps) {
  const Title = `h${level}` as const
  return (
    <header className={foot ? `${css.head} ${css.foot}` : css.head}>
      <Title className={css.title}>{title}</Title>
      {note !== undefined && <span className={css.note}>{note}</span>}
      {tags}
      <span className={css.gap} />
      {children}
    </header>
  )
}

export function PanelBody({ pad = false, className, children, ...rest }: HTMLAttributes<HTMLDivElement> & { pad?: boolean }) {
  return (
    <div className={[css.body, pad && css.pad, className].filter(Boolean).join(' ')} {...rest}>
      {children}
    </div>
  )
}

/** A titled part of a details panel. */
export function Section({ title, note, children }: { title?: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <div className={css.section}>
      {title && (
        <h3 className={css.sectionTitle}>
          {title} {note !== undefined && <span className={css.note}>{note}</span>}
        </h3>
      )}
      {children}
    </div>
  )
}

/** Actions at the foot of a panel, the primary one last in reading order. */
export function PanelFoot({ children }: { children: ReactNode }) {
  return <footer className={css.actions}>{children}</footer>
}
