import { Menu, type MenuItemProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { Button, IconButton, type ButtonProps, type IconButtonProps } from '../../ui/button.tsx'
import { useMay, type OperationName } from './use-may.ts'
import css from './may.module.css'

interface Guarded {
  /** What a press leads to. */
  operation: OperationName
  /** Id or name of the environment that it concerns; absent: every environment. */
  env?: string | null | undefined
}

/** A button that says which role it needs to whoever has not got it. */
export function MayButton({ operation, env, ...rest }: ButtonProps & Guarded) {
  const { refused } = useMay(operation, env)
  return <Button {...rest} refused={refused} />
}

export function MayIconButton({ operation, env, ...rest }: IconButtonProps & Guarded) {
  const { refused } = useMay(operation, env)
  return <IconButton {...rest} refused={refused} />
}

export function MayItem({ operation, env, children, onClick, ...rest }: MenuItemProps & Guarded & { children: ReactNode; onClick: () => void }) {
  const { refused } = useMay(operation, env)
  if (!refused) return <Menu.Item {...rest} onClick={onClick}>{children}</Menu.Item>
  return (
    <Menu.Item {...rest} className={css.item} aria-disabled closeMenuOnClick={false}>
      {children}
      <span className={css.why}>{refused}</span>
    </Menu.Item>
  )
}
