import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { cardTasks } from '#contract/assignments.ts'
import { cardRegistered } from '#contract/cards.ts'
import { transmittalView, unitTransmittals } from '#contract/municipality.ts'
import { modeView, registerCheck, registerView } from '#contract/register-views.ts'
import { unitList } from '#contract/units.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

/** A municipality goes over from paper in the middle of a year, one unit after the other. */
let server: RunningServer
beforeAll(async () => {
  server = await runServer()
})
afterAll(async () => {
  await server.stop()
})

const put = (path: string, json: object) => server.admin.send('PUT', path, { json })
const unit = (code: string, parent: string | null, electronicSince: string | null) => ({ code, kind: parent === null ? 'body' : 'unit', parent, name: { en: code }, openedOn: '2020-01-01', electronicSince })

test('S0-A5 a register opens mid-year beside the paper book, units join one by one, and what was tried out is gone when the house goes live', async () => {
  const { today } = await server.admin.get(z.object({ today: z.string() }), 'GET', '/api/tasks')
  const year = today.slice(0, 4)
  expect((await put('/api/units', unit('hall', null, today))).status).toBe(200)
  await put('/api/units', unit('housing', 'hall', today))
  await put('/api/units', unit('finance', 'hall', null))

  // The paper book of this year has 215 entries; the next number is given here.
  await server.admin.get(registerView, 'POST', '/api/registers', { json: { code: 'incoming', title: { en: 'Incoming' }, unit: 'hall', flow: 'incoming', template: '01-{seq}/{yyyy}', reset: { kind: 'yearly', on: '01-01' }, firstSeq: 216, openedOn: today } })
  expect((await server.admin.send('POST', '/api/kinds', { json: { code: 'letter', name: { en: 'Letter' }, flow: 'incoming', validFrom: today } })).status).toBeLessThan(300)
  const letter = { register: 'incoming', kind: 'letter', paper: 'kept' }
  const register = (subject: string) => server.admin.get(cardRegistered, 'POST', '/api/cards', { json: { ...letter, subject } })

  // First in test mode, with numbers of its own; going live takes them away and leaves the counter where it was.
  await server.admin.get(modeView, 'POST', '/api/mode', { json: { mode: 'test' } })
  expect(await register('Tried out')).toMatchObject({ test: true, number: expect.stringContaining('TEST') })
  expect((await server.admin.send('POST', '/api/mode/go-live', { json: { testRegistrations: 1 } })).status).toBe(200)
  const first = await register('Roof of the school')
  expect(first).toMatchObject({ test: false, number: `01-216/${year}` })
  const second = await register('Budget')
  expect(second.number).toBe(`01-217/${year}`)
  expect(await server.admin.get(registerCheck, 'GET', '/api/registers/incoming/check')).toMatchObject({ sound: true, periods: [{ paper: 215, entries: 2, faults: [] }] })

  // Housing works on the screen; finance is still on paper: its document goes with a printed list.
  const controller = server.firstAdmin?.name ?? ''
  for (const [card, to] of [[first.id, 'housing'], [second.id, 'finance']] as const) await server.admin.get(cardTasks, 'POST', `/api/cards/${card}/points`, { json: { points: [{ point: 1, text: 'Examine', unit: to, controller, dueOn: today }] } })
  const waiting = (of: string) => server.admin.get(unitTransmittals, 'GET', `/api/units/${of}/transmittal`)
  expect(await waiting('housing')).toMatchObject({ onScreen: true, waiting: [] })
  expect(await waiting('finance')).toMatchObject({ onScreen: false, waiting: [{ card: second.id }] })
  const list = await server.admin.get(transmittalView, 'POST', '/api/units/finance/transmittals')
  expect((await server.admin.send('GET', `/api/transmittals/${list.id}/list.pdf`)).bytes.subarray(0, 5).toString()).toBe('%PDF-')

  // Finance is switched on: from that day nothing goes on paper any more.
  const switched = await server.admin.get(unitList, 'PUT', '/api/units', { json: unit('finance', 'hall', today) })
  expect(switched.units.find(({ code }) => code === 'finance')).toMatchObject({ electronicSince: today })
  expect(await waiting('finance')).toMatchObject({ onScreen: true, waiting: [] })
})
