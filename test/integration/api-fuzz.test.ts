import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fuzzedServer, type FuzzedServer, type Speaker } from '#test/fuzz/fuzz-server.ts'
import { schemathesisIsThere } from '#test/fuzz/schemathesis.ts'

/** `npm run fuzz` sets it: cases an operation and speaker, and a seed of its own. */
const long = process.env['OPIS_FUZZ_EXAMPLES']
const seed = Number(process.env['OPIS_FUZZ_SEED'] ?? '1')

/** Small, so that it stays quick with some 340 operations. Nobody is turned away before a form is read, so a few areas stand for all. */
const size: Record<Speaker, { examples: number; phases: 'fuzzing' | 'coverage,fuzzing'; include?: string }> = {
  administrator: { examples: 1, phases: 'fuzzing' },
  reader: { examples: 1, phases: 'fuzzing' },
  nobody: { examples: 1, phases: 'fuzzing', include: '/(session|stations|inbound|cards|search)' },
  station: { examples: 3, phases: 'fuzzing' },
  recogniser: { examples: 5, phases: 'fuzzing' },
}

describe.skipIf(!schemathesisIsThere)('what the OpenAPI document says is what the server does', () => {
  let fuzzed: FuzzedServer
  beforeAll(async () => {
    fuzzed = await fuzzedServer()
  }, 300_000)
  afterAll(() => fuzzed.stop())

  test.each(Object.keys(size) as Speaker[])('for %s', { timeout: long ? 7_200_000 : 600_000 }, async (speaker) => {
    const { exit, report } = await fuzzed.fuzz(speaker, { seed, ...(long ? { examples: Number(long), phases: 'coverage,fuzzing' } : size[speaker]) })
    expect(report).toContain('Test cases:')
    expect(exit === 0 ? '' : report).toBe('')
  })

  test('no fault of ours was met on the way', () => {
    expect(fuzzed.server.log.filter((line) => line.includes('"level":"error"'))).toEqual([])
  })
})
