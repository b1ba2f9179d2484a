import { expect, it } from 'vitest'
import { backOffMs, type Patience } from './back-off.ts'
import { fitHeader } from './fit-header.ts'
import { refused, unavailable, type Outcome } from './outcome.ts'
import { untilAnswered } from './until-answered.ts'

function patience(giveUpAfterMs: number | null): Patience & { waits: number[] } {
  let nowMs = 0
  const waits: number[] = []
  return { waits, giveUpAfterMs, random: () => 0, nowMs: () => nowMs, sleep: async (ms) => { waits.push(ms); nowMs += ms } }
}

function answers(...outcomes: Outcome<number>[]): () => Promise<Outcome<number>> {
  return async () => outcomes.shift() ?? unavailable('away')
}

it('waits longer each time, at most 30 s, half of it by chance', () => {
  expect([1, 2, 3, 8, 100].map((failures) => backOffMs(failures, 0))).toEqual([125, 250, 500, 15_000, 15_000])
  expect(backOffMs(100, 0.999)).toBeLessThanOrEqual(30_000)
})

it('goes on until the server answers, as long as it asked for where it did', async () => {
  const patient = patience(null)
  const outcome = await untilAnswered(answers(unavailable('away'), unavailable('busy', 7000), { ok: true, value: 5 }), patient)
  expect(outcome).toEqual({ ok: true, value: 5 })
  expect(patient.waits).toEqual([125, 7000])
})

it('does not repeat what was refused', async () => {
  const patient = patience(null)
  expect(await untilAnswered(answers(refused('forbidden', 'no')), patient)).toMatchObject({ kind: 'refused' })
  expect(patient.waits).toEqual([])
})

it('tells when its patience is at an end, and when it was asked to stop', async () => {
  expect(await untilAnswered(answers(), patience(10_000))).toEqual(unavailable('away'))
  expect(await untilAnswered(answers(), patience(null), { signal: AbortSignal.abort() })).toMatchObject({ kind: 'unavailable' })
})

it('keeps an announcement within a header however many foreign codes a sheet has', () => {
  const code = { format: 'qr' as const, text: 'ї'.repeat(200), contrast: 1, mirrored: null, box: [0, 0, 1, 1] as [number, number, number, number] }
  const codes = [...Array.from({ length: 49 }, () => ({ ...code, kind: 'foreign' as const })), { ...code, text: 'OPIS', kind: 'cover' as const }]
  const marks = { widthPx: 1, heightPx: 1, codes, coverForm: 'front' as const, blank: false, inkShare: 0, components: 0 }
  const fitted = fitHeader({ sha512: '0'.repeat(128), bytes: 1, mediaType: 'image/png', name: '\ufffd'.repeat(255), marks })
  expect(Buffer.from(JSON.stringify(fitted)).toString('base64url').length).toBeLessThan(13_000)
  expect(fitted.marks.codes.some((one) => one.kind === 'cover')).toBe(true)
})
