import { expect, test } from 'vitest'
import type { RegisterConstants } from '#contract/registers.ts'
import { numberKey } from '#kernel/number-key.ts'
import { findSequence } from '../registers/import/find-sequence.ts'
import { renderNumber, templateFault, type NumberParts } from './number-template.ts'

type Format = {
  who: string
  template: string
  constants?: RegisterConstants
  /** What the number of the example is made of. */
  parts: Partial<NumberParts> & { seq: number }
  number: string
  /** The same number as people write and type it. */
  written: readonly string[]
}

const irkutsk = (kind: string): Pick<Format, 'template' | 'constants'> => ({ template: '{group}-{kind}-{seq}/{y}{repeat:-}', constants: { group: '031', kind } })

/** Formats of registration numbers that are in use, each with a number that was given out. */
const formats: readonly Format[] = [
  { who: 'Irkutsk, decree of 2014', ...irkutsk('06'), parts: { seq: 26, year: 2014 }, number: '031-06-26/4', written: ['№ 031-06-26/4', '31-6-26/4', '031 – 06 – 26 / 4'] },
  { who: 'Irkutsk, disposition', ...irkutsk('10'), parts: { seq: 27, year: 2014 }, number: '031-10-27/4', written: ['031‑10‑27/4'] },
  { who: 'Irkutsk, assignment of the Higher Administrative Committee', ...irkutsk('18'), parts: { seq: 28, year: 2014 }, number: '031-18-28/4', written: ['031-18-0028/4'] },
  { who: 'Irkutsk, short sequence', ...irkutsk('36'), parts: { seq: 3, year: 2014 }, number: '031-36-3/4', written: ['031—36—3∕4'] },
  { who: 'Irkutsk, kind 87', ...irkutsk('87'), parts: { seq: 123, year: 2014 }, number: '031-87-123/4', written: ['031-87-123 / 4'] },
  { who: 'Irkutsk, the year after', ...irkutsk('10'), parts: { seq: 934, year: 2015 }, number: '031-10-934/5', written: ['N 031-10-934/5'] },
  { who: 'Irkutsk, 2003', ...irkutsk('10'), parts: { seq: 1715, year: 2003 }, number: '031-10-1715/3', written: ['031-10-1715\\3'] },
  { who: 'Irkutsk, repeated appeal', ...irkutsk('02'), parts: { seq: 123, year: 2014, repeat: 1 }, number: '031-02-123/4-1', written: ['031-02-123/4 - 1'] },
  { who: 'Irkutsk since 2022', template: '{group}-{kind}-{seq}/{yy}', constants: { group: '031', kind: '06' }, parts: { seq: 431, year: 2022 }, number: '031-06-431/22', written: ['031-06-431/22 '] },
  { who: 'Irkutsk region, decree of the governor', template: '{seq}-{suffix}', constants: { suffix: 'уг' }, parts: { seq: 358 }, number: '358-уг', written: ['358-УГ', '№ 358 - уг', '358-yг'] },
  { who: 'Irkutsk region, government', template: '{seq}-{suffix}', constants: { suffix: 'пп' }, parts: { seq: 12 }, number: '12-пп', written: ['012-ПП'] },
  { who: 'Irkutsk region, disposition', template: '{seq}-{suffix}', constants: { suffix: 'р' }, parts: { seq: 12 }, number: '12-р', written: ['12-p', '12 – Р', '12-P'] },
  { who: 'Manevychi, incoming', template: '{seq}/{file}', parts: { seq: 865, file: '03-8' }, number: '865/03-8', written: ['865/3-8', '№865 / 03-08'] },
  { who: 'Manevychi, outgoing', template: '{unit}-{corr}-{seq}', constants: { unit: '02' }, parts: { seq: 77, correspondent: '14' }, number: '02-14-77', written: ['2-14-77'] },
  { who: 'Varash, decision of the council', template: '{seq}-{kind}-{convocation}', constants: { kind: 'РР', convocation: 8 }, parts: { seq: 330 }, number: '330-РР-VIII', written: ['330-PP-VIII', '№ 330-рр-viii', '330 – РР – VІІІ'] },
  { who: 'Varash, executive committee', template: '{seq}-{kind}-{yy}', constants: { kind: 'РВ' }, parts: { seq: 88, year: 2022 }, number: '88-РВ-22', written: ['88-PB-22', '088-рв-22'] },
  { who: 'Varash, draft', template: '{seq}-{kind}-{unit}-{file}', constants: { kind: 'ПРР', unit: '07' }, parts: { seq: 12, file: '3100' }, number: '12-ПРР-07-3100', written: ['12-ПРР-7-3100', '12-ПPP-07-3100'] },
  { who: 'Varash, instruction', template: '{unit}-{kind}-{seq:2}', constants: { unit: '3100', kind: 'І' }, parts: { seq: 1 }, number: '3100-І-01', written: ['3100-I-1', '3100-і-01'] },
  { who: 'Mykolaiv, disposition of the mayor', template: '{seq}{suffix}', constants: { suffix: 'р' }, parts: { seq: 396 }, number: '396р', written: ['396p', '№ 396 р', '396Р'] },
  { who: 'Mykolaiv region', template: '{seq}-р', parts: { seq: 207 }, number: '207-р', written: ['207-p'] },
  { who: 'Mala Vilshanka', template: '{group}-{seq}/{yyyy}', constants: { group: '08' }, parts: { seq: 434, year: 2021 }, number: '08-434/2021', written: ['8-434/2021', 'nr. 08-434/2021', '08 - 434 / 2021'] },
  { who: 'Anenii Noi, orders on pupils, from 15 August', template: '{seq} {suffix}', constants: { suffix: 'R-e' }, parts: { seq: 5, year: 2025 }, number: '5 R-e', written: ['5 r-e', '05 R‑e', '5R-е'] },
  { who: 'Moldova, State Chancellery, plain', template: '{seq}', parts: { seq: 81 }, number: '81', written: ['nr. 81', 'Nr.81', '№ 81', '081'] },
  { who: 'Moldova, State Chancellery, with a letter', template: '{seq}-{suffix}', constants: { suffix: 'A' }, parts: { seq: 467 }, number: '467-A', written: ['467-а', 'nr. 467-A', '467-А'] },
  { who: 'Moldova, index of a file', template: '{group}/{seq}', constants: { group: '02' }, parts: { seq: 1 }, number: '02/1', written: ['2/1', '02 / 01'] },
  { who: 'Moldova, index without a part', template: '{seq:2}', parts: { seq: 1 }, number: '01', written: ['1'] },
  { who: 'Tbilisi council', template: '{group}-{seq}', constants: { group: '17' }, parts: { seq: 51 }, number: '17-51', written: ['№17-51', 'ნომერი 17-51', 'N17-51'] },
  { who: 'Georgian communications commission, decision', template: '{kind}-{yy}-{file} / {seq}', constants: { kind: 'გ' }, parts: { seq: 255, year: 2021, file: '18' }, number: 'გ-21-18 / 255', written: ['გ-21-18/255', '№ გ-21-18 / 0255'] },
  { who: 'Georgian communications commission, memo', template: '{kind}{yy}-{group}-{seq}', constants: { kind: 'N', group: '10' }, parts: { seq: 344, year: 2021 }, number: 'N21-10-344', written: ['n21-10-344', '21-10-344', '№ 21-10-344'] },
  { who: 'Akhmeta', template: '{seq:4}', parts: { seq: 29 }, number: '0029', written: ['29', '№ 029', 'ნ.29'] },
  { who: 'Zugdidi, decree and order alike', template: '{seq}', parts: { seq: 45 }, number: '45', written: ['№45', 'N 45', 'n.45'] },
  { who: 'zero-padded journal, before the overflow', template: '{seq:3}', parts: { seq: 999 }, number: '999', written: ['0999'] },
  { who: 'zero-padded journal, after the overflow', template: '{seq:3}', parts: { seq: 1000 }, number: '1000', written: ['1000'] },
  { who: 'zero-padded journal, its first', template: '{seq:3}', parts: { seq: 1 }, number: '001', written: ['1', '0001'] },
  { who: 'Ukraine, order with a letter of its thematic group', template: '{seq}-{kind}', constants: { kind: 'к' }, parts: { seq: 14 }, number: '14-к', written: ['14-k', '14-К', '№ 14 – к'] },
  { who: 'appeal by the first letter of the surname', template: '{corr}-{seq}', parts: { seq: 123, correspondent: 'П' }, number: 'П-123', written: ['п-123', '№ П - 0123'] },
  { who: 'Chisinau, index, sequence, year', template: '{group}-{seq}/{yyyy}', constants: { group: '01' }, parts: { seq: 123, year: 2026 }, number: '01-123/2026', written: ['01 - 123 / 2026', '№01-123/2026', 'nr.01-123/2026', '1-123/2026', 'Nr. 01–123/2026', '01‑123⁄2026'] },
  { who: 'the same in test mode', template: 'TEST-{group}-{seq}/{yyyy}', constants: { group: '01' }, parts: { seq: 5, year: 2026 }, number: 'TEST-01-5/2026', written: ['test-1-5/2026', 'ТЕSТ-01-5/2026'] },
]

test.each(formats)('$who: $number', ({ template, constants = {}, parts, number, written }) => {
  expect(templateFault(template)).toBeNull()
  const whole = { repeat: 0, year: 2026, ...parts }
  expect(renderNumber(template, constants, whole)).toBe(number)
  const key = numberKey(number)
  for (const one of [number, ` ${number} `, `№ ${number}`, number.replaceAll('-', '–'), number.replaceAll('/', ' / '), ...written]) expect([one, numberKey(one)]).toEqual([one, key])
})

test('a number that is read back from an old book gives the sequence that printed it', () => {
  for (const { template, constants = {}, parts, number } of formats) {
    const { seq, repeat = 0, year = 2026 } = parts
    const found = findSequence({ template, constants }, number, year)
    if (!/\{(file|corr)[:}]/.test(template)) expect([number, found]).toEqual([number, { seq, repeat }])
  }
})

test('numbers that differ are not one to the search, however alike they look', () => {
  const keys = ['01-12/2026', '01-112/2026', '0-112/2026', '1-12/2025', '11-2/2026', '01-12-2026', '12', '12-р', '12-к', '120'].map(numberKey)
  expect(new Set(keys).size).toBe(keys.length)
})

test.each([
  ['no sequence', '{yy}'],
  ['two sequences', '{seq}-{seq}'],
  ['a token twice', '{seq}/{yy}-{yy}'],
  ['an unknown token', '{number}'],
  ['an open brace', '{seq'],
  ['a width of ten', '{seq:10}'],
])('a template with %s is refused', (_what, template) => {
  expect(templateFault(template)).not.toBeNull()
})
