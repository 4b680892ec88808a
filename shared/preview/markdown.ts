import type { Preview } from '../contract/preview.ts'

/** What a preview found, for a review. */
export function previewMarkdown(preview: Preview, { script }: { script?: string } = {}): string {
  return `${preview.id} ${script ?? ''}`
}
