import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardRegistered } from '#contract/cards.ts'
import { configuration, profileList, setupResult, type SetupResult } from '#contract/configuration.ts'
import { unitList } from '#contract/units.ts'
import { listAccounts } from '#server/identity/accounts.ts'
import { loadProfiles } from '#server/registry/terms/load-profiles.ts'
import { localToken } from '#test/support/identity-app.ts'
import { openMunicipalityApp, type MunicipalityApp } from '#test/support/municipality-app.ts'
import { fillTemplate } from '#test/support/setup-workbook.ts'

const opened: MunicipalityApp[] = []
afterAll(async () => {
  for (const app of opened) await app.close()
})
async function open(): Promise<MunicipalityApp> {
  const app = await openMunicipalityApp()
  opened.push(app)
  await loadProfiles(app.database.db, app.clock.now())
  return app
}
let app: MunicipalityApp
beforeAll(async () => {
  app = await open()
})

async function send(to: MunicipalityApp, bytes: Uint8Array | string, dryRun = false): Promise<SetupResult> {
  const answer = await to.send('POST', `/api/municipality/import?dryRun=${dryRun}`, bytes)
  if (!answer.ok) throw new Error(await answer.text())
  return setupResult.parse(await answer.json())
}
const begin = async (to: MunicipalityApp, profile: string) => setupResult.parse(await to.must('POST', `/api/municipality/profiles/${profile}?dryRun=false`))

test('S3-01 one workbook sets up units, posts, people, registers, services and the file plan; the same once more changes nothing', async () => {
  const file = await fillTemplate()
  const tried = await send(app, file, true)
  expect(tried).toMatchObject({ done: false, faults: [] })
  expect(unitList.parse(await app.must('GET', '/api/units')).units).toEqual([])

  const done = await send(app, file)
  expect(done.faults).toEqual([])
  expect(done).toMatchObject({ done: true, changes: tried.changes })
  const sheets = new Set(done.changes.map(({ sheet }) => sheet))
  expect([...sheets].sort()).toEqual(['classes', 'house', 'kinds', 'people', 'positions', 'registers', 'services', 'units'])
  expect(done.passwords.map(({ name, displayName }) => [name, displayName])).toEqual([['nino', 'ნინო ბერიძე'], ['gia', 'გია ლომიძე']])
  const [nino] = (await listAccounts(app.database.db)).filter(({ name }) => name === 'nino')
  expect(nino).toMatchObject({ position: 'კანცელარიის უფროსი', units: ['meria', 'kantselaria'], roles: ['clerk'], language: 'ka' })
  const { units } = unitList.parse(await app.must('GET', '/api/units'))
  expect(units.find(({ code }) => code === 'kantselaria')).toMatchObject({ head: 'nino', parent: 'meria', electronicSince: '2026-03-01' })

  const again = await send(app, file)
  expect(again).toMatchObject({ done: true, changes: [], passwords: [] })
  expect(again.same).toBeGreaterThanOrEqual(done.changes.length)

  // The first document takes the number after those of the paper book, by somebody of the file.
  const password = done.passwords.find(({ name }) => name === 'nino')?.oneTimePassword ?? ''
  const first = await app.signIn('nino', password)
  await app.must('POST', '/api/session/password', { current: password, next: 'the long password of nino' }, first)
  const cookie = await app.signIn('nino', 'the long password of nino')
  expect(await app.must('POST', '/api/cards', { register: 'shemosuli', kind: 'tserili', subject: 'წერილი' }, cookie)).toMatchObject({ number: 'N26-408' })
})

test('a changed row updates, what the file leaves out stays, and a kind that changed gets its next version', async () => {
  const changed = await send(app, await fillTemplate({ 'units:kantselaria:name_en': 'Chancellery', 'kinds:tserili:name_ka': 'კორესპონდენცია', 'people:gia:email': '' }))
  expect(changed.faults).toEqual([])
  expect(changed.changes).toEqual([{ sheet: 'units', code: 'kantselaria', change: 'changed' }, { sheet: 'kinds', code: 'tserili', change: 'changed' }])
  const { units } = unitList.parse(await app.must('GET', '/api/units'))
  expect(units.find(({ code }) => code === 'kantselaria')).toMatchObject({ name: { en: 'Chancellery' }, head: 'nino' })
})

test('every fault names sheet, row and column in words, and nothing of the file is kept', async () => {
  const before = await exported(app)
  const result = await send(app, await fillTemplate({ 'units:finansebi:code': 'meria', 'units:kantselaria:parent': 'nowhere', 'registers:shemosuli:template': '{seq}{what}', 'registers:shemosuli:opened_on': '31.02.2026', 'people:gia:roles': 'king', 'people:gia:email': 'gia', 'kinds:tserili:flow': 'sideways' }))
  expect(result).toMatchObject({ done: false, changes: [], passwords: [] })
  const told = result.faults.map(({ sheet, row, column, code }) => `${sheet} ${row ?? ''} ${column ?? ''} ${code}`)
  expect(told).toEqual(expect.arrayContaining(['units 4 code twice', 'people 3 roles not-one-of', 'people 3 email bad-form', 'registers 2 opened_on not-a-date', 'kinds 2 flow not-one-of']))
  expect(result.faults.every(({ text }) => /^\S.*\.$/.test(text))).toBe(true)
  const second = await send(app, await fillTemplate({ 'units:kantselaria:parent': 'nowhere', 'registers:shemosuli:template': '{seq}{what}' }))
  expect(second.faults.map(({ sheet, row, facts }) => [sheet, row, facts['reason']])).toEqual([['units', 3, 'no-such-unit'], ['registers', 2, 'bad-template']])
  expect(await exported(app)).toEqual(before)
})

const exported = async (from: MunicipalityApp) => configuration.parse(await from.must('GET', '/api/municipality/configuration'))

test('S3-02 routes, services, kinds and forms go out as a file and come into another municipality, once', async () => {
  const made = await exported(app)
  expect(made.services.map(({ code }) => code)).toEqual(['tsnoba'])
  expect(made.kinds[0]?.route.map(({ step }) => step)).toEqual(['registry', 'head', 'unit', 'file'])
  expect(JSON.stringify(made)).not.toMatch(/nino|password|ბერიძე/)
  const other = await open()
  const first = await send(other, JSON.stringify(made))
  expect(first).toMatchObject({ done: true, faults: [], passwords: [] })
  expect(await exported(other)).toEqual(made)
  expect(await send(other, JSON.stringify(made))).toMatchObject({ done: true, changes: [] })
  const yaml = await (await other.ask('GET', '/api/municipality/configuration?format=yaml', { token: localToken })).text()
  expect(await send(other, yaml)).toMatchObject({ done: true, changes: [] })
  expect((await send(other, JSON.stringify({ ...made, version: 2 }))).faults).toMatchObject([{ code: 'other-version' }])
  expect((await send(other, JSON.stringify({ ...made, passwords: [] }))).done).toBe(false)
})

test('S3-03 one program, two municipalities: each registers with its own numbers, law and language', async () => {
  const [chisinau, irkutsk] = [await open(), await open()]
  for (const [to, profile] of [[chisinau, 'chisinau'], [irkutsk, 'irkutsk']] as const) {
    const result = await begin(to, profile)
    expect(result.faults).toEqual([])
    expect(result.done).toBe(true)
    expect((await begin(to, profile)).changes).toEqual([])
  }
  const number = async (at: MunicipalityApp, cookie: string, register: string, kind: string, more: object = {}) => cardRegistered.parse(await at.must('POST', '/api/cards', { register, kind, subject: 'A letter', ...more }, cookie))
  const ana = await chisinau.user('ana', ['clerk'], ['primaria', 'pretura-buiucani'])
  expect((await number(chisinau, ana, 'intrare', 'cerere')).number).toBe('01-1/2026')
  expect((await number(chisinau, ana, 'intrare-buiucani', 'cerere')).number).toBe('BU-1/2026')
  expect(await number(chisinau, ana, 'petitii', 'petitie')).toMatchObject({ number: 'P-1/26', dueOn: '2026-04-01' })
  const olga = await irkutsk.user('olga', ['clerk'], ['administratsiia'])
  expect((await number(irkutsk, olga, 'rasporiazheniia', 'rasporiazhenie')).number).toBe('031-10-1/26')
  const appeal = await number(irkutsk, olga, 'obrashcheniia', 'obrashchenie')
  expect(appeal).toMatchObject({ number: '031-82-1/26', dueOn: '2026-04-01' })
  expect((await number(irkutsk, olga, 'obrashcheniia', 'obrashchenie', { repeatOf: appeal.id })).number).toBe('031-82-1/26-1')
})

test.each(['kamianske', 'mykolaiv', 'oni'])('the profile %s stands on an empty server', async (profile) => {
  const empty = await open()
  expect(await begin(empty, profile)).toMatchObject({ done: true, faults: [] })
  const { profiles } = profileList.parse(await empty.must('GET', '/api/municipality/profiles'))
  expect(profiles.map(({ name }) => name)).toEqual(['chisinau', 'irkutsk', 'kamianske', 'mykolaiv', 'oni'])
})
