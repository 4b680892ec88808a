/** What a confirmation of `restores.mergeTables` is about: nobody overwrites or deletes with one that was given for less. */
export function mergePlan({ schema, overwrite, deleteExtra }: { schema: string; overwrite: boolean; deleteExtra: boolean }): string {
  return [schema, overwrite && 'overwrite', deleteExtra && 'delete'].filter(Boolean).join(' ')
}
