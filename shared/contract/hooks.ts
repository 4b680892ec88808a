export const hooksContract = {}
