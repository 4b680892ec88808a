import { expect, test } from 'vitest'
import { paint } from './look.ts'
import { table } from './table.ts'
import { fit, width } from './width.ts'

test('Chinese takes two columns, a combining accent none, and colours none', () => {
  expect(['abc', '西湖', 'e\u0301', paint(true).red('ab'), 'Łukasz', '👍'].map(width)).toEqual([3, 4, 1, 2, 6, 2])
})

test('what is cut fits and shows that it was cut', () => {
  expect([fit('西湖龙井.sql', 6), fit('V1.sql', 6), fit('V12.sql', 6)]).toEqual(['西湖~', 'V1.sql', 'V12.s~'])
})

test('columns stand in line, whatever is in them', () => {
  const text = table(['Name', { title: 'Rows', align: 'right' }], [['订单', '7'], [paint(true).red('orders'), '1,200'], ['a\nb', '']], { paint: paint(false), width: 80 })
  expect(text).toBe(`Name     Rows\n订单        7\n${paint(true).red('orders')}  1,200\na b`)
})
