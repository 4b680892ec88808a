import type { Rule } from '../rule.ts'

/** S2xx, S3xx and S5xx to S9xx: data lost, programs broken, data that do not fit, design, rights. */
export const dataAndDesign: readonly Rule[] = []
