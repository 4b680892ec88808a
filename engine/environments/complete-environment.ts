import { environmentSchema, type Environment, type EnvironmentClass, type EnvironmentInput } from '#shared/contract/environments.ts'

type Identity = Pick<Environment, 'id' | 'sample' | 'hasPassword' | 'createdAt' | 'updatedAt'>

/** Fills what a person left open: the colour of the class, and whether it asks for confirmation. */
export function completeEnvironment(input: Omit<EnvironmentInput, 'password' | 'shadowPassword'>, identity: Identity): Environment {
  const confirm = input.policies.confirm ?? input.class === 'production'
  return environmentSchema.parse({ ...input, ...identity, colour: input.colour ?? colourOfClass(input.class), policies: { ...input.policies, confirm } })
}

function colourOfClass(environmentClass: EnvironmentClass): Environment['colour'] {
  return ({ development: 'green', staging: 'amber', production: 'red' } as const)[environmentClass]
}
