import type { Rule } from '../rule.ts'
import { indexNotConcurrent } from './index-not-concurrent.ts'
import { suppressionUnusedOrUnexplained } from './suppression-unused-or-unexplained.ts'

/** S1xx: what waits, is written anew or read from end to end; S4xx: how a file runs. */
export const locking: readonly Rule[] = [indexNotConcurrent, suppressionUnusedOrUnexplained]
