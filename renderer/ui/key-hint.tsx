import css from './key-hint.module.css'

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
const names: Record<string, string> = { mod: mac ? '⌘' : 'Ctrl', shift: mac ? '⇧' : 'Shift', alt: mac ? '⌥' : 'Alt', enter: 'Enter', escape: 'Esc' }

/** `mod+K` as the keys are called on this machine. */
export function keyText(keys: string): string {
  const parts = keys.split('+').map((key) => names[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key))
  return parts.join(mac ? '' : ' ')
}

export function KeyHint({ keys }: { keys: string }) {
  return (
    <kbd className={css.key} aria-hidden>
      {keyText(keys)}
    </kbd>
  )
}
