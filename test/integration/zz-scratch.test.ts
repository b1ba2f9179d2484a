import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fuzzedServer } from '#test/fuzz/fuzz-server.ts'

test('fuzz new', { timeout: 900_000 }, async () => {
  const fuzzed = await fuzzedServer()
  const include = '/(cards|registers|entries|entry-registers|mode|correspondents|calendars|terms|kinds|services|counter|uploads|intake|routing|resolution|tasks|drafts|draft-templates|dispatches|notices|mails|webhooks|units|staff|absences|reorganisations|transmittals|municipality|papers|inbound|reports|report-rules|visas|control)'
  for (const speaker of ['administrator', 'reader', 'nobody'] as const) {
    const began = Date.now()
    const { exit, report } = await fuzzed.fuzz(speaker, { seed: 7, examples: 4, phases: 'fuzzing', include })
    writeFileSync(`/tmp/fuzz-${speaker}.txt`, `${exit} ${(Date.now() - began) / 1000}s\n${report}`)
    writeFileSync(`/tmp/fuzz-log.txt`, fuzzed.server.log.filter((line) => line.includes('"level":"error"')).join('\n'))
  }
  await fuzzed.stop()
  expect(1).toBe(1)
})
