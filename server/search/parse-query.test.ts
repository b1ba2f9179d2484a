import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from '#kernel/limits.ts'
import { parseQuery, type Query, type Sequence } from './parse-query.ts'

/** Writes a query the way the tests state it: `a & (b | "c d") & !e`. */
function show(query: Query): string {
  const sequence = (one: Sequence) => {
    const words = one.tokens.join(' ') + (one.prefix ? '*' : '')
    return one.phrase ? `"${words}"` : one.tokens.length > 1 ? `<${words}>` : words
  }
  const required = query.required.map((alternatives) => (alternatives.length > 1 ? `(${alternatives.map(sequence).join(' | ')})` : alternatives.map(sequence).join('')))
  return [...required, ...query.excluded.map((one) => `!${sequence(one)}`)].join(' & ')
}

describe('understood', () => {
  test.each([
    ['Рішення міської  ради', 'рішення & міської & ради'],
    ['"Hotărârea nr. 5" primar', '"hotararea nr 5" & primar'],
    ['«рішення ради» „două cuvinte”', '"рішення ради" & "doua cuvinte"'],
    ['рада -проект -"чернетка акта"', 'рада & !проект & !"чернетка акта"'],
    ['архив*', 'архив*'],
    ['"consiliul loc"*', '"consiliul loc*"'],
    ['земля OR ділянка акт', '(земля | ділянка) & акт'],
    ['земля | "земельна ділянка"', '(земля | "земельна ділянка")'],
    ['a OR b OR c', '(a | b | c)'],
    ['12/2014', '<12 2014>'],
    ['26.01.2023*', '<26 01 2023*>'],
    ['жовто-блакитний', '(<жовто блакитний> | жовтоблакитний)'],
    ['12-а', '(<12 a> | 12a)'],
    ['-well-known word', 'word & !<well known> & !wellknown'],
    ['"open quote', '"open quote"'],
    ["об'єкт о’кей", 'обєкт & окей'],
    ['or sau', 'or & sau'],
    ['… слово — !', 'слово'],
    ['ა — ბ', 'ა & ბ'],
  ])('%s', (text, expected) => {
    const parsed = parseQuery(text)
    expect(parsed.kind === 'query' ? show(parsed.query) : parsed).toBe(expected)
  })
})

describe('refused with a place and a sentence', () => {
  test.each<[string, string, number]>([
    ['nothing', '', 0],
    ['no letter', ' … ! ', 0],
    ['an empty phrase', '""', 0],
    ['only what to leave out', '-проект -"a b"', 0],
    ['a bare star', 'слово *', 6],
    ['OR first', 'OR слово', 0],
    ['OR last', 'слово OR', 6],
    ['a word to leave out after OR', 'слово OR -друге', 9],
    ['too many words', 'a '.repeat(limits.queryTerms + 1), limits.queryTerms * 2],
    ['too long', 'a'.repeat(limits.queryChars + 1), limits.queryChars],
  ])('%s', (_, text, position) => {
    expect(parseQuery(text)).toMatchObject({ kind: 'faulty', position, sentence: expect.stringMatching(/\.$/) })
  })
})

test('whatever is typed is understood or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'abя-"*| «»OR12/’\n('), maxLength: 40 }), (text) => {
      const parsed = parseQuery(text)
      if (parsed.kind === 'faulty') return parsed.position <= text.length
      return parsed.query.required.flat().every(({ tokens }) => tokens.length > 0 && tokens.every((token) => token !== ''))
    }),
    { numRuns: 3000 },
  )
})
