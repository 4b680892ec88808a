/** The token in a link to make the owner, as `/?token=...` or `#/owner?token=...`; the token alone is one too. */
export function tokenOf(text: string): string | null {
  const bare = text.trim()
  const found = /[?&]token=([^&#\s]+)/.exec(bare)?.[1]
  if (found !== undefined) return decodeURIComponent(found)
  return /^[\w-]{16,200}$/.test(bare) ? bare : null
}

/** Of the address that was opened; it leaves the address bar and the history with that. */
export function takeOwnerToken(): string | null {
  const token = /[?&]token=/.test(location.href) ? tokenOf(location.href) : null
  if (token !== null) history.replaceState(null, '', location.pathname)
  return token
}
