import { quoteLiteral } from '#shared/sql/quote.ts'

/** ALTER ROLE takes no parameters, and single-user mode has none. */
export function changePasswordSql(password: string): string {
  return `ALTER ROLE postgres PASSWORD ${quoteLiteral(password)}`
}
