/** `tgenabled`, `ev_enabled` and `evtenabled`: when it fires. "origin" is the default and says nothing. */
export const enabledStates: Readonly<Record<string, string>> = { D: 'disabled', R: 'replica', A: 'always' }

const verbs: Readonly<Record<string, string>> = { disabled: 'DISABLE', replica: 'ENABLE REPLICA', always: 'ENABLE ALWAYS' }

/** Words of ALTER for a state; undefined: the default, on the origin. `event triggers` write the words alone, triggers and rules with their noun. */
export function enableWords(state: string | undefined, noun = ''): string {
  const verb = state === undefined ? 'ENABLE' : (verbs[state] ?? 'ENABLE')
  return noun === '' ? verb : `${verb} ${noun}`
}
