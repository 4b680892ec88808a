/** What the main part of the screen shows; it stands in the address, so that a link or a reload comes back to it. */
export type View = { type: 'migration'; script: string } | { type: 'plan'; direction: 'up' | 'down'; to: string | undefined }

const planMark = /^plan:(up|down)(?::(.+))?$/

/** No item: the plan of all that is pending. A file name cannot hold a colon before its version, so the two never meet. */
export function viewOf(item: string | null): View {
  if (item === null) return { type: 'plan', direction: 'up', to: undefined }
  const plan = planMark.exec(item)
  if (!plan) return { type: 'migration', script: item }
  return { type: 'plan', direction: plan[1] === 'down' ? 'down' : 'up', to: plan[2] }
}

export function itemOf(view: View): string | null {
  if (view.type === 'migration') return view.script
  if (view.direction === 'up' && view.to === undefined) return null
  return `plan:${view.direction}${view.to === undefined ? '' : `:${view.to}`}`
}
