import type { ReactiveControllerHost } from 'lit'
import { beforeEach, expect, test, vi } from 'vitest'
import { FindWhileTyping } from './find-while-typing.ts'

const host: ReactiveControllerHost = { addController: () => undefined, removeController: () => undefined, requestUpdate: () => undefined, updateComplete: Promise.resolve(true) }
type Question = { words: string; signal: AbortSignal; answer(found: readonly string[]): void; fail(error: Error): void }

let questions: Question[]
let told: string[]
beforeEach(() => {
  questions = []
  told = []
})

function field(more: { beforeTyping?: boolean; offersMore?: boolean } = {}) {
  return new FindWhileTyping<string>(host, {
    find: (words, signal) => new Promise((answer, fail) => void questions.push({ words, signal, answer, fail })),
    choose: (one) => void told.push(one),
    ...(more.offersMore ? { more: () => void told.push('more') } : {}),
    beforeTyping: more.beforeTyping ?? false,
    failed: (error) => void (error !== null && told.push(String(error))),
  })
}

/** What the server was asked for next. */
async function question(at: number): Promise<Question> {
  await expect.poll(() => questions.length).toBe(at + 1)
  const asked = questions[at]
  if (asked === undefined) throw new Error('nothing was asked')
  return asked
}

test('asks a moment after the last key, and only the latest question counts', async () => {
  const search = field()
  search.type('po')
  search.type('pop')
  const first = await question(0)
  expect(first.words).toBe('pop')
  search.type('pope')
  expect(first.signal.aborted).toBe(true)
  first.answer(['Popa'])
  const second = await question(1)
  expect(search.isOpen).toBe(false)
  second.answer(['Popescu'])
  await vi.waitUntil(() => search.isOpen)
  expect(search.found).toEqual(['Popescu'])
  first.fail(new Error('cut'))
  expect(told).toEqual([])
})

test('fast fingers get the first of their own list, not of the one before', async () => {
  const search = field()
  search.type('ana')
  ;(await question(0)).answer(['Ana', 'Anatol'])
  await vi.waitUntil(() => search.isOpen)
  search.mark(1)
  search.type('ion')
  const taking = search.take()
  ;(await question(1)).answer(['Ion', 'Ionel'])
  await taking
  expect(told).toEqual(['Ion'])
})

test('words of somebody else are looked for by the first Enter and chosen by the second', async () => {
  const search = field()
  search.begin('Olena')
  expect([search.typed, search.isOpen]).toEqual(['Olena', false])
  const looking = search.take()
  ;(await question(0)).answer(['Olena Shevchenko'])
  await looking
  expect([search.isOpen, told]).toEqual([true, []])
  await search.take()
  expect(told).toEqual(['Olena Shevchenko'])
})

test('what is marked goes round, with the offer behind the last', async () => {
  const search = field({ offersMore: true })
  search.type('a')
  ;(await question(0)).answer(['one', 'two'])
  await vi.waitUntil(() => search.isOpen)
  search.mark(-1)
  await search.take()
  search.mark(1)
  await search.take()
  expect(told).toEqual(['more', 'one'])
})

test('an empty field has no list, or the whole one where it is told to', async () => {
  const shut = field()
  shut.type('a')
  ;(await question(0)).answer(['one'])
  await vi.waitUntil(() => shut.isOpen)
  shut.type(' ')
  expect(shut.isOpen).toBe(false)
  const open = field({ beforeTyping: true })
  open.type('')
  expect((await question(1)).words).toBe('')
})

test('a question that fails says why; one that was replaced says nothing', async () => {
  const search = field()
  search.type('a')
  const replaced = await question(0)
  search.type('b')
  replaced.fail(new Error('too late'))
  ;(await question(1)).fail(new Error('no line'))
  await vi.waitUntil(() => told.length > 0)
  expect(told).toEqual(['Error: no line'])
})
