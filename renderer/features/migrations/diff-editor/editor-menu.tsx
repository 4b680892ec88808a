import { Menu } from '@mantine/core'
import { Ellipsis } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { previewMarkdown } from '#shared/preview/markdown.ts'
import { MayItem } from '../../../app/abilities/may.tsx'
import { openApply } from '../../../app/apply-store.ts'
import { select } from '../../../app/navigation.ts'
import { IconButton } from '../../../ui/button.tsx'
import { itemOf } from '../view.ts'
import { choose, useOfEnvironment, type PreviewOptions } from './preview-store.ts'
import type { Actions } from './use-actions.ts'
import type { EditorModel } from './use-editor.ts'
import css from './editor.module.css'

/** Items take the focus one by one, so that a menu higher than the window is scrolled with keys; nothing but items is in it. */
export const reachable = { menuItemTabIndex: 0, withInitialFocusPlaceholder: false } as const

/** How the preview is made, and what else can be done with the migration. */
export function EditorMenu({ model, actions }: { model: EditorModel; actions: Actions }) {
  const { t } = useTranslation('preview')
  const { environment, row, view, sql, undo, status } = model
  const version = row.version
  return (
    <Menu position="bottom-end" width={320} {...reachable}>
      <Menu.Target>
        <IconButton label={t('head.menu')} icon={<Ellipsis aria-hidden />} />
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        <Menu.Item disabled={!view.preview} onClick={() => view.preview && void navigator.clipboard.writeText(previewMarkdown(view.preview, { script: row.script }))}>
          {t('head.copyMarkdown')}
        </Menu.Item>
        {version !== null && (
          <>
            <Menu.Item onClick={() => select(itemOf({ type: 'plan', direction: 'up', to: version }))}>{t('head.planTo')}</Menu.Item>
            <MayItem operation="migrations.apply" env={environment.id} disabled={status.server.readOnly} onClick={() => openApply({ env: environment.id, direction: 'up', to: version })}>
              {t('head.applyTo')}
            </MayItem>
          </>
        )}
        <Menu.Item onClick={() => void navigator.clipboard.writeText(row.script)}>{t('head.copyName')}</Menu.Item>
        {(sql.edited || undo.edited) && (
          <Menu.Item color="var(--bad)" onClick={() => actions.show({ type: 'discard' })}>
            {t('head.discard')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <OptionItems env={environment.id} name={environment.name} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** The options of the next preview; the menu stays open while they are chosen. */
export function OptionItems({ env, name }: { env: string; name: string }) {
  const { t } = useTranslation('preview')
  const { options } = useOfEnvironment(env)
  const { mode, rows, base, prove } = options
  const set = (change: Partial<PreviewOptions>) => choose(env, change)
  return (
    <>
      <Options label={t('options.where')}>
        <Option on={mode === 'shadow'} help={t('options.shadowHelp')} onChoose={() => set({ mode: 'shadow' })}>
          {t('options.shadow')}
        </Option>
        <Option on={mode === 'target'} help={t('options.targetHelp')} onChoose={() => set({ mode: 'target' })}>
          {t('options.target', { env: name })}
        </Option>
      </Options>
      {mode === 'shadow' && (
        <>
          <Options label={t('options.rows')}>
            <Option on={rows === 'sample'} onChoose={() => set({ rows: 'sample' })}>
              {t('options.rowsSample')}
            </Option>
            <Option on={rows === 'statistics'} onChoose={() => set({ rows: 'statistics' })}>
              {t('options.rowsStatistics')}
            </Option>
            <Option on={rows === 'none'} onChoose={() => set({ rows: 'none' })}>
              {t('options.rowsNone')}
            </Option>
          </Options>
          <Options label={t('options.base')}>
            <Option on={base === 'schema'} onChoose={() => set({ base: 'schema' })}>
              {t('options.baseSchema')}
            </Option>
            <Option on={base === 'migrations'} onChoose={() => set({ base: 'migrations' })}>
              {t('options.baseMigrations')}
            </Option>
          </Options>
        </>
      )}
      <Menu.Divider />
      <Option on={prove} check help={t('options.proveHelp')} onChoose={() => set({ prove: !prove })}>
        {t('options.prove')}
      </Option>
    </>
  )
}

/** One choice out of several, under its name. */
function Options({ label, children }: { label: string; children: ReactNode }) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id}>
      <Menu.Label id={id}>{label}</Menu.Label>
      {children}
    </div>
  )
}

function Option({ on, check = false, help, onChoose, children }: { on: boolean; check?: boolean; help?: string; onChoose: () => void; children: ReactNode }) {
  const label = (
    <>
      {children}
      {help && <span className={css.optionHelp}>{help}</span>}
    </>
  )
  if (check) {
    return (
      <Menu.CheckboxItem checked={on} onChange={onChoose}>
        {label}
      </Menu.CheckboxItem>
    )
  }
  return (
    <Menu.RadioItem value="" checked={on} onChange={onChoose}>
      {label}
    </Menu.RadioItem>
  )
}
