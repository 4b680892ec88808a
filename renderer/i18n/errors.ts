import type { AppErrorData } from '#shared/contract/app-error.ts'
import { errorKind, fillWords } from '#shared/contract/errors.ts'
import zh from './zh-CN/errors.json' with { type: 'json' }

const chinese: Record<string, { message: string; help: string } | undefined> = zh

/**
 * The words of an error in the language of the reader. English comes with the error itself; Chinese is found by the code,
 * and gives way to the English where the error carries words of its own that the code alone does not know.
 */
export function errorWords(error: AppErrorData, language: string): { message: string; help: string | undefined } {
  const words = language.startsWith('zh') ? chinese[error.code] : undefined
  const params = { ref: error.ref, ...error.params }
  if (!words) return { message: error.message, help: error.help }
  const ownHelp = error.help !== undefined && error.help !== fillWords(errorKind(error.code).help, params)
  const message = fillWords(words.message, params)
  return {
    message: /\{\w+\}/.test(message) ? error.message : message,
    help: ownHelp ? error.help : fillWords(words.help, params),
  }
}
