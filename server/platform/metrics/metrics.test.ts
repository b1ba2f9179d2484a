import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

test('figures are asked for once in five seconds, however many scrape', async () => {
  let asked = 0
  let nowMs = 0
  const metrics = createMetrics({ gather: async () => [{ name: 'opis_x', help: 'x', samples: [{ labels: { state: 'a' }, value: ++asked }] }], now: () => nowMs })
  await Promise.all([metrics.scrape(), metrics.scrape()])
  nowMs = 4_999
  expect((await metrics.scrape()).text).toContain('opis_x{state="a"} 1')
  nowMs = 5_000
  expect((await metrics.scrape()).text).toContain('opis_x{state="a"} 2')
})

test('a failed question is asked again', async () => {
  let asked = 0
  const gather = async () => {
    asked += 1
    if (asked === 1) throw new Error('no database')
    return []
  }
  const metrics = createMetrics({ gather, now: () => 0 })
  await expect(metrics.scrape()).rejects.toThrow('no database')
  expect((await metrics.scrape()).text).toContain('process_resident_memory_bytes')
})

test('requests are counted by template and class of status', async () => {
  const metrics = createMetrics({ gather: async () => [], now: () => 0 })
  metrics.observe({ method: 'GET', route: '/records/{id}', status: 404, seconds: 0.02 })
  metrics.observe({ method: 'GET', route: '/records/{id}', status: 403, seconds: 0.3 })
  expect((await metrics.scrape()).text).toContain('opis_http_request_duration_seconds_count{method="GET",route="/records/{id}",status="4xx"} 2')
})
