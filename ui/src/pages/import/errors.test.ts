import { expect, it } from 'vitest'
import { table } from './errors'

it.each([
  ['+7 (916) 123-45-67', '+7 (916) 123-45-67'],
  ['-5,20', '-5,20'],
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['+1+cmd|x', "'+1+cmd|x"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['a;b', '"a;b"'],
])('writes %s as %s', (cell, wanted) => {
  expect(table([['Имя'], [cell]])).toBe(`\uFEFFИмя\r\n${wanted}\r\n`)
})
