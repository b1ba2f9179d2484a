import { expect, test } from 'vitest'
import { answerInSteps } from './answer-in-steps.ts'

function steps() {
  let nowMs = 1_000.5
  const left: number[] = []
  const inSteps = answerInSteps({ now: () => nowMs, pause: async (ms) => void left.push((nowMs += ms)) })
  return { left, inSteps, work: (ms: number) => void (nowMs += ms) }
}

test.each([[0, 20], [0.4, 20], [19.9, 20], [20, 40], [47, 60]])('an answer that takes %s ms leaves after %s', async (tookMs, leftMs) => {
  const { left, inSteps, work } = steps()
  const answer = await inSteps(() => {
    work(tookMs)
    return new Response('found')
  })
  expect([await answer.text(), left]).toEqual(['found', [1_000.5 + leftMs]])
})

test('a refusal leaves at a step like an answer', async () => {
  const { left, inSteps, work } = steps()
  await expect(inSteps(() => {
    work(3)
    throw new Error('no such number')
  })).rejects.toThrow('no such number')
  expect(left).toEqual([1_020.5])
})
