/** What the right side of the screen shows, as the address says it. */
export type View = { type: 'home' } | { type: 'gaps' } | { type: 'object'; id: string } | { type: 'diagram'; of: 'marked' } | { type: 'diagram'; of: 'schema'; schema: string } | { type: 'diagram'; of: 'table'; id: string }

/** An object's id, or a word that no kind of object begins with. */
export function viewOf(item: string | null): View {
  if (!item) return { type: 'home' }
  if (item === '~gaps') return { type: 'gaps' }
  if (item === '~diagram') return { type: 'diagram', of: 'marked' }
  if (item.startsWith('~diagram/schema/')) return { type: 'diagram', of: 'schema', schema: item.slice('~diagram/schema/'.length) }
  if (item.startsWith('~diagram/table/')) return { type: 'diagram', of: 'table', id: item.slice('~diagram/table/'.length) }
  return { type: 'object', id: item }
}

export function itemOf(view: View): string | null {
  if (view.type === 'home') return null
  if (view.type === 'gaps') return '~gaps'
  if (view.type === 'object') return view.id
  return view.of === 'marked' ? '~diagram' : view.of === 'schema' ? `~diagram/schema/${view.schema}` : `~diagram/table/${view.id}`
}
