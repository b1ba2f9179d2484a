import { expect, test } from 'vitest'
import { means } from './keys.ts'

const press = (key: string, code: string, shiftKey = false) => ({ key, code, shiftKey })

test.each([
  ['a Latin keyboard', press('n', 'KeyN'), 'n', true],
  ['a Latin keyboard with letters elsewhere goes by its print', press('n', 'KeyL'), 'n', true],
  ['and not by the place', press('k', 'KeyN'), 'n', false],
  ['Cyrillic letters by their place', press('т', 'KeyN'), 'n', true],
  ['Georgian letters by their place', press('ნ', 'KeyN'), 'n', true],
  ['another place', press('т', 'KeyB'), 'n', false],
  ['with shift it is a capital', press('Т', 'KeyN', true), 'n', false],
  ['slash on a Cyrillic keyboard', press('.', 'Slash'), '/', true],
  ['full stop on a Latin keyboard', press('.', 'Period'), '/', false],
  ['question mark on a Cyrillic keyboard', press(',', 'Slash', true), '?', true],
  ['keys with names', press('PageDown', 'PageDown'), 'PageDown', true],
])('%s', (_name, pressed, wanted, expected) => {
  expect(means(pressed, wanted)).toBe(expected)
})
