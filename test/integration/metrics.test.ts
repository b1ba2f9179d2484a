import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { addUser, callerSigning, callerWithToken } from '#test/support/caller.ts'
import { pageImage } from '#test/support/pile.ts'
import { enrolStation, good, runServer, sendImage, type RunningServer, type TestAgent } from '#test/support/run-server.ts'

const token = 'a-token-that-opens-the-figures-and-nothing-else'
let server: RunningServer
let station: TestAgent

beforeAll(async () => {
  server = await runServer({ settings: { OPIS_METRICS_TOKEN: token } })
  station = await enrolStation(server)
})
afterAll(async () => {
  await station.close()
  await server.stop()
})

const prometheus = () => callerWithToken(server.url, token)

/** The samples of one figure: `{labels}` → value. */
function samplesOf(text: string, name: string): Record<string, number> {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
  return Object.fromEntries(lines.map((line) => [line.slice(name.length, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]))
}

test('the figures of the line, the parts and the process', async () => {
  const batch = newId()
  const bytes = await pageImage(1)
  good(await station.client.openBatch({ id: batch }))
  good(await sendImage(station, batch, 1, { bytes }))
  const answer = await prometheus().send('GET', '/metrics')
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const text = answer.bytes.toString('utf8')
  expect(samplesOf(text, 'opis_database_up')).toEqual({ '': 1 })
  expect(samplesOf(text, 'opis_batches')).toEqual({ '{state="open"}': 1, '{state="closing"}': 0, '{state="exceptions"}': 0 })
  expect(samplesOf(text, 'opis_intake_bytes')).toEqual({ '': bytes.length })
  expect(samplesOf(text, 'opis_recognition_pages')).toEqual({ '{state="waiting"}': 0, '{state="leased"}': 0, '{state="failed"}': 0 })
  expect(samplesOf(text, 'opis_tasks')).toMatchObject({ '{task="publish",state="failed"}': 0 })
  expect(samplesOf(text, 'opis_search_degraded')).toEqual({ '': 0 })
  expect(samplesOf(text, 'opis_data_free_bytes')['']).toBeGreaterThan(0)
  expect(samplesOf(text, 'process_resident_memory_bytes')['']).toBeGreaterThan(0)
  const counted = samplesOf(text, 'opis_http_request_duration_seconds_count')
  expect(counted['{method="PUT",route="/batches/{batch}/images/{image}",status="2xx"}']).toBe(1)
})

test('labels tell of no person and no path, however strange the requests', async () => {
  const made = (await addUser(server.url, server.admin, { name: 'metrics-reader', roles: ['reader'] })).bySession
  for (const path of ['/api/records/of-ion-popescu', '/api/nothing/popescu', '/popescu.png', '/api/search?q=popescu']) await made.send('GET', path)
  const text = (await server.admin.send('GET', '/metrics')).bytes.toString('utf8')
  expect(text).not.toMatch(/popescu|metrics-reader/)
  const labels = [...text.matchAll(/route="([^"]*)"/g)].map((match) => match[1])
  expect(new Set(labels).size).toBeLessThan(80)
})

test('a reader, a station and a stranger learn nothing; the token opens nothing else', async () => {
  const reader = (await addUser(server.url, server.admin, { name: 'another-reader', roles: ['reader', 'operator'] })).bySession
  expect(await reader.problem('GET', '/metrics')).toMatchObject({ type: 'forbidden' })
  expect(await callerWithToken(server.url, 'wrong').problem('GET', '/metrics')).toMatchObject({ type: 'unauthenticated' })
  expect(await callerWithToken(server.url, `${token}x`).problem('GET', '/metrics')).toMatchObject({ type: 'unauthenticated' })
  expect((await fetch(`${server.url}/metrics`)).status).toBe(401)
  expect(await callerSigning(server.url, station.signer).problem('GET', '/metrics')).toMatchObject({ type: 'forbidden' })
  expect(await prometheus().problem('GET', '/api/status')).toMatchObject({ type: 'unauthenticated' })
})
