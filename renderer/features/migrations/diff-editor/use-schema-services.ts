import { useMemo } from 'react'
import type { TextServices } from '../../../editor/services.ts'

/** Completion and hover from the schema of the environment. */
export function useSchemaServices(_env: string): TextServices {
  return useMemo(() => ({}), [])
}
