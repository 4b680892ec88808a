import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import css from './dialog.module.css'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  /** Pixels; the window's width is the limit. */
  width?: number
  /** Actions, the primary one last. */
  foot?: ReactNode
  /** Paints the head with the colour of production. */
  production?: boolean
  /** Escape and a click outside do not close: work would be lost. */
  locked?: boolean
  children: ReactNode
}

/** Floats above the screen, traps the focus, closes with Escape and gives the focus back. */
export function Dialog({ open, onClose, title, width = 520, foot, production = false, locked = false, children }: DialogProps) {
  const { t } = useTranslation('common')
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={width}
      closeOnEscape={!locked}
      closeOnClickOutside={!locked}
      closeButtonProps={{ 'aria-label': t('close'), size: 26 }}
      classNames={{ content: css.content, header: production ? `${css.header} ${css.production}` : css.header, title: css.title, body: css.body, overlay: css.overlay, inner: css.inner }}
    >
      <div className={css.scroll}>{children}</div>
      {foot && <footer className={css.foot}>{foot}</footer>}
    </Modal>
  )
}
