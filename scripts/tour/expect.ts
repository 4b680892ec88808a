/** A step whose outcome is not what it should be ends the tour. */
export function expectThat(fact: boolean, what: string): asserts fact {
  if (!fact) throw new Error(`Expected that ${what}`)
}
