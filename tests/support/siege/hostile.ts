/** Words of those who try doors. Names of hosts end in .invalid (RFC 2606): nothing is ever sent to anyone. */
export const hostileTexts: readonly string[] = [
  // SQL
  `'; DROP TABLE canary; --`,
  `"; DROP TABLE canary; --`,
  `canary"; DELETE FROM canary; SELECT "`,
  `$$; DROP TABLE canary; $$`,
  `'||(SELECT pg_sleep(0))||'`,
  `1; COPY canary TO PROGRAM 'touch /tmp/strata-siege-owned'`,
  `\\'; DROP TABLE canary; --`,
  // Arguments and shells
  '--file=/tmp/strata-siege-owned',
  '-f/tmp/strata-siege-owned',
  '--help',
  '$(touch /tmp/strata-siege-owned)',
  '`touch /tmp/strata-siege-owned`',
  '; touch /tmp/strata-siege-owned;',
  '| touch /tmp/strata-siege-owned',
  `dbname=postgres host=siege.invalid`,
  // Paths
  '../../../../../../etc/passwd',
  '..\\..\\..\\windows\\win.ini',
  '/etc/passwd',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  'file:///etc/passwd',
  '/proc/self/environ',
  // Names that mean something elsewhere
  '__proto__',
  'constructor',
  'toString',
  'null',
  'CON',
  // Texts that break readers
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\r\nset-cookie: siege=1',
  '\ud800',
  '\u202e\u2066txt.lqs',
  'ſ',
  '😀'.repeat(40),
  'x'.repeat(5_000),
  '%',
  '{{7*7}}',
  '${7*7}',
  '<script>alert(1)</script>',
  '((((((((((((((((((((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+$',
  'http://siege.invalid/',
  'postgres://siege:siege@siege.invalid/siege',
]

/** What takes the place of a text altogether. */
export const hostileValues: readonly unknown[] = [null, true, 0, -1, 1e308, [], {}, [[]], { $ne: null }, { toString: 'x' }]
