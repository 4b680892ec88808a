import { useMutation } from '@tanstack/react-query'
import { api, queryClient } from '../../client/queries.ts'

export function refreshHooks(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: api.hooks.key() })
}

/** A call that changes hooks: afterwards, however it went, the lists are read again. */
export function useChange<I, O>(call: (input: I) => Promise<O>, onDone?: (output: O) => void) {
  return useMutation({
    mutationFn: call,
    onSettled: refreshHooks,
    onSuccess: (output) => onDone?.(output),
  })
}
