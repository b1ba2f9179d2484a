import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { batchSteps, exceptionCodes, setAsideReason } from '#contract/capture.ts'
import { keepReasons, nextStep, preconditions, proposalReasons, voidReasons, voteKinds } from '#contract/acts.ts'
import { roles } from '#contract/identity.ts'
import { recordStates, retentionStates } from '#contract/records.ts'
import { auditActions } from '#kernel/audit-actions.ts'
import { problemCodes } from '#kernel/errors.ts'
import { languages } from '#kernel/language.ts'
import { refusalReasons } from '#kernel/refusal.ts'
import { problemText } from '../api/problem-text.ts'
import { refusalText } from '../api/refusal-text.ts'
import { fateName, stepName } from '../capture/capture-words.ts'
import { exceptionText } from '../capture/exception-text.ts'
import { roleName } from '../identity/role-name.ts'
import { eventTitle, offeredEvents } from '../records/event-name.ts'
import { actionName } from '../records/history-text.ts'
import { recordStateName, retentionName } from '../records/state-names.ts'
import { preconditionName, reasonText, stepText, voteName } from '../retention/acts/act-words.ts'
import { loadLanguage } from './locale.ts'

/** A value for every fact that a refusal may name. */
const facts = { name: 'ana', point: 2, image: 7, cover: 'OPIS-7K3M9-QX24T', class: 'decisions', date: '2026-02-30', limit: 32, position: 4, version: '2026', rule: '80', refused: 3, present: 2, needed: 3, lines: 4, years: '2019', unit: 'buiucani', register: 'incoming', period: '2026', kind: 'petition', service: 'extract', term: 'md.petition', successor: 'housing', count: 2, papers: 'Plan', field: 'Address', offset: 9 }
const caseFacts = { cover: 'OPIS-7K3M9-QX24T', otherImages: [3, 9], otherCovers: ['OPIS-7K3M9-QX24T', 'OPIS-4H2WB-8M0ZC'], expectedSheets: 3, pages: 2, blanks: 1 }

/** Every closed list of the server that people see, with the words of the screens for each code. */
const lists: readonly [string, readonly string[], (code: string) => readonly string[]][] = [
  ['problem code', Object.keys(problemCodes), (code) => Object.values(problemText(code) ?? { none: '' })],
  ['reason of a refusal', Object.keys(refusalReasons), (code) => [refusalText(code, facts) ?? '']],
  ['exception of a batch', exceptionCodes, (code) => Object.values(exceptionText({ code, image: 7, facts: caseFacts, detail: '' }))],
  ['step of a batch', batchSteps, (code) => batchSteps.filter((one) => one === code).map(stepName)],
  ['reason for setting aside', setAsideReason.options, (code) => setAsideReason.options.filter((one) => one === code).map(fateName)],
  ['action of the audit log', auditActions, (code) => [actionName(code)]],
  ['state of retention', retentionStates, (code) => [retentionName(code)]],
  ['state of a record', recordStates, (code) => recordStates.filter((one) => one === code).map(recordStateName)],
  ['role', roles, (code) => roles.filter((one) => one === code).map(roleName)],
  ['reason of a line of an act', [...voidReasons, ...keepReasons, ...proposalReasons], (code) => [reasonText(code, '7/2026')]],
  ['step of an act', nextStep.shape.step.options, (code) => nextStep.shape.step.options.filter((one) => one === code).map(stepText)],
  ['vote', voteKinds, (code) => voteKinds.filter((one) => one === code).map(voteName)],
  ['condition of a schedule', preconditions, (code) => [preconditionName(code)]],
  ['fact', offeredEvents, (code) => [eventTitle(code)]],
]
const all = lists.flatMap(([list, codes, words]) => codes.map((code) => ({ list, code, say: () => words(code) })))

beforeAll(() => {
  // The localisation tells the window of a browser when it has loaded a language.
  Object.assign(globalThis, { window: new EventTarget() })
})
afterAll(() => {
  Reflect.deleteProperty(globalThis, 'window')
})

describe.each(languages)('in %s', (language) => {
  beforeAll(() => loadLanguage(language))

  test('every code has its words', () => {
    const bare = all.filter(({ code, say }) => say().length === 0 || say().some((text) => text.trim() === '' || (text === code && code.includes('-'))))
    expect(bare.map(({ list, code }) => `${list}: ${code}`)).toEqual([])
  })

  test('every sentence names what it is about', () => {
    const image = exceptionText({ code: 'no-cover', image: 7, facts: {}, detail: '' }).sentence
    const count = exceptionText({ code: 'sheet-count', image: 7, facts: caseFacts, detail: '' }).sentence
    expect(image).toContain('7')
    for (const told of ['OPIS-7K3M9-QX24T', '3', '2', '1']) expect(count).toContain(told)
    expect(exceptionText({ code: 'cover-repeated', image: 3, facts: caseFacts, detail: '' }).sentence).toContain('3, 9')
  })
})

test('another language has other words for each code', async () => {
  await loadLanguage('en')
  const english = new Map(all.map(({ list, code, say }) => [`${list}: ${code}`, say()]))
  for (const language of languages.filter((one) => one !== 'en')) {
    await loadLanguage(language)
    const same = all.filter(({ list, code, say }) => say().some((text) => english.get(`${list}: ${code}`)?.includes(text)))
    expect(same.map(({ list, code }) => `${language} ${list}: ${code}`).filter((one) => !sameByNature.has(one))).toEqual([])
  }
})

/** Words that two languages share. */
const sameByNature = new Set(['ro role: administrator', 'ro role: operator', 'ro reason for setting aside: separator', 'ro state of retention: permanent'])

test('a code that is not of the lists is said in the words of the server', () => {
  expect(exceptionText({ code: 'new-code', image: 1, detail: 'What the server says.' })).toEqual({ title: 'new-code', sentence: 'What the server says.' })
  expect([actionName('other.done'), retentionName('other'), problemText('other'), refusalText('other', {})]).toEqual(['other.done', 'other', null, null])
})
