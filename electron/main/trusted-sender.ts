import { isOwnUrl } from './app-origin.ts'

/** The part of Electron's WebFrameMain that says who speaks. */
interface Frame {
  readonly url: string
  readonly parent: unknown
}

/** A message counts only when it comes from our window, from its top frame, and from a page of our own. */
export function isTrustedSender(frame: Frame | null, sender: unknown, ownContents: unknown): boolean {
  return sender === ownContents && frame !== null && frame.parent === null && isOwnUrl(frame.url)
}
