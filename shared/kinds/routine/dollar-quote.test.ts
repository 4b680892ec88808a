import { expect, test } from 'vitest'
import { dollarQuote } from './dollar-quote.ts'

test('an ordinary body stands between the usual tags', () => {
  expect(dollarQuote('SELECT 1')).toBe('$function$SELECT 1$function$')
})

test('a body that holds the tag gets another one', () => {
  expect(dollarQuote('$function$ and $function1$')).toBe('$function2$$function$ and $function1$$function2$')
})

test('a body that ends in the beginning of the tag gets another one', () => {
  expect(dollarQuote('SELECT $function')).toBe('$function1$SELECT $function$function1$')
})
