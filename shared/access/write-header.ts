/**
 * A page's own script sends this header with each call: no form can, and a script of another site may not, because the server permits no
 * other origin. What a cookie alone asks for is therefore refused (OWASP, custom request headers against CSRF).
 */
export const writeHeader = { name: 'x-strata-request', value: '1' } as const
