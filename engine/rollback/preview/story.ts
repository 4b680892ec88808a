import { compareVersions } from '#shared/migrations/version.ts'
import { readScript } from '../../migrations/read-folder.ts'
import type { AppliedEntry, AppliedState } from '../applied-state.ts'
import { textThen, type Library } from '../planned-script.ts'
import type { ReplayScript } from './replay.ts'

/** What made a state, in the order in which it was applied; the entries of which no text is known are `lost`. */
export interface Story {
  scripts: (ReplayScript & { entry: AppliedEntry | null })[]
  lost: string[]
}

/** What lies below a declared baseline comes first, as far as files say what it was. */
export async function storyOf(library: Library, { versioned, repeatable }: Pick<AppliedState, 'versioned' | 'repeatable'>): Promise<Story> {
  const story: Story = { scripts: [], lost: [] }
  for (const entry of [...versioned, ...repeatable].toSorted((a, b) => a.rank - b.rank)) {
    if (entry.type === 'BASELINE') story.scripts.push(...belowBaseline(library, entry))
    else {
      const text = await textThen(library, entry)
      if (text === null) story.lost.push(entry.script)
      else story.scripts.push({ script: entry.script, version: entry.version, description: entry.description, text, entry })
    }
  }
  return story
}

function belowBaseline({ situation: { folder } }: Library, { version }: AppliedEntry): Story['scripts'] {
  const files = folder.files.filter((file) => file.kind === 'versioned' && file.version !== null && version !== null && compareVersions(file.version, version) <= 0)
  return files.toSorted((a, b) => compareVersions(a.version ?? '', b.version ?? '')).map((file) => ({ script: file.script, version: file.version, description: file.description, text: readScript(folder.folder, file.script).text, entry: null }))
}
