import { expect, test } from 'vitest'
import { chooseRule, type RuleConditions } from './choose-rule.ts'

const rule = (more: Partial<RuleConditions>): RuleConditions => ({ active: true, kind: null, words: [], correspondent: null, sender: null, ...more })
const of = (text: string, more: object = {}) => ({ text, kind: null, correspondent: null, sender: null, ...more })

test.each([
  ['a word, whatever its letters and marks', ['освітлення'], 'Вуличне ОСВІТЛЕННЯ', true],
  ['the beginning of a word only with a star', ['освітлен'], 'про освітлення', false],
  ['the beginning of a word with a star', ['освітлен*'], 'немає освітленням', true],
  ['Romanian letters without their marks', ['apă caldă'], 'nu avem apa calda', true],
  ['words one after the other', ['street light'], 'light in the street', false],
  ['one of several', ['roof', 'street light'], 'the street light is out', true],
  ['nothing of punctuation', ['***'], '***', false],
])('S0-A2 a rule finds %s', (_what, words, text, expected) => {
  expect(chooseRule([rule({ words })], of(text)) !== null).toBe(expected)
})

test.each([
  ['anna@gov.example', 'anna@gov.example', true],
  ['anna@gov.example', 'joanna@gov.example', false],
  ['gov.example', 'anna@tax.gov.example', true],
  ['@gov.example', 'anna@gov.example', true],
  ['gov.example', 'anna@notgov.example', false],
  ['gov.example', null, false],
])('S0-A2 the sender %s holds for %s: %s', (sender, address, expected) => {
  expect(chooseRule([rule({ sender })], of('', { sender: address })) !== null).toBe(expected)
})

test('S0-A2 all conditions of a rule have to hold, and the first rule in use wins', () => {
  const both = rule({ kind: 'letter', words: ['roof'] })
  const idle = rule({ active: false, words: ['roof'] })
  const rest = rule({ words: ['roof'] })
  expect(chooseRule([both, idle, rest], of('the roof', { kind: 'letter' }))).toBe(both)
  expect(chooseRule([both, idle, rest], of('the roof', { kind: 'petition' }))).toBe(rest)
  expect(chooseRule([both, idle], of('the roof'))).toBeNull()
})
