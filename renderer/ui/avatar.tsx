import css from './avatar.module.css'

/** First letters of a name: two of "Lena Hoffmann", one of a single word. */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => [...(word ?? '')][0] ?? '').join('').toLocaleUpperCase()
}

/** A disc with the letters of a name: the same colour for the same name. */
export function Avatar({ name, size = 'm', muted = false }: { name: string; size?: 'm' | 'l'; muted?: boolean }) {
  const hue = [...name].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % 4
  return (
    <span className={`${css.avatar} ${css[size]}`} data-hue={muted ? undefined : hue} aria-hidden>
      {initials(name)}
    </span>
  )
}
