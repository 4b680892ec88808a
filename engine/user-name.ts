import { userInfo } from 'node:os'

/** Name of the account; a container may run under a number that no user file knows. */
export function userName(): string {
  try {
    return userInfo().username
  } catch {
    return process.env.USER ?? process.env.USERNAME ?? 'unknown'
  }
}
