import { useEffect } from 'react'

const shown: string[] = []

/** While the component stands, it shows itself how jobs of these operations end: no notice lies over it. `prefix` such as `restores.`. */
export function useInSight(prefix: string): void {
  useEffect(() => {
    shown.push(prefix)
    return () => {
      shown.splice(shown.indexOf(prefix), 1)
    }
  }, [prefix])
}

export function isInSight(operation: string): boolean {
  return shown.some((prefix) => operation.startsWith(prefix))
}
