import type { Db } from '#platform/database.ts'
import { newId } from '#kernel/ids.ts'
import type { Role } from '#contract/identity.ts'
import { municipalitySetting, unit } from '#server/identity/units/schema.ts'
import { userAccount } from '#server/identity/schema.ts'
import { documentKind, service, termRuleRow, workingCalendar, workingCalendarDay } from '#server/registry/data-schema.ts'
import { register } from '#server/registry/schema.ts'
import type { TermRule } from '#server/registry/terms/term-rule.ts'

const name = (en: string, uk = en) => ({ en, uk })
const yearly = { kind: 'yearly', on: '01-01' } as const

/** A small town hall to test with: two bodies, units, registers, kinds, one service, a calendar and a petition's term. */
export const townHall = {
  units: [
    { code: 'cityhall', kind: 'body', name: name('City hall', 'Міська рада'), parent: null },
    { code: 'housing', kind: 'unit', name: name('Housing', 'Житловий відділ'), parent: 'cityhall' },
    { code: 'finance', kind: 'unit', name: name('Finance', 'Фінансовий відділ'), parent: 'cityhall' },
    { code: 'centre', kind: 'intake-point', name: name('Community centre', 'Центр громади'), parent: 'cityhall' },
    { code: 'buiucani', kind: 'body', name: name('Pretura Buiucani'), parent: null },
  ],
  registers: [
    { code: 'incoming', unit: 'cityhall', flow: 'incoming', template: '01-{seq}/{yyyy}' },
    { code: 'appeals', unit: 'cityhall', flow: 'appeals', template: 'П-{seq}/{yy}{repeat:-}' },
    { code: 'outgoing', unit: 'cityhall', flow: 'outgoing', template: '02-{seq}/{yyyy}' },
    { code: 'decisions', unit: 'cityhall', flow: 'decisions', template: '{seq}-РР-{convocation}' },
    { code: 'orders', unit: 'cityhall', flow: 'orders', template: '{seq}р' },
    { code: 'pretura-incoming', unit: 'buiucani', flow: 'incoming', template: 'B-{seq:4}/{yy}' },
  ],
  kinds: [
    { code: 'letter', flow: 'incoming', term: null },
    { code: 'petition', flow: 'appeals', term: 'test.petition' },
    { code: 'reply', flow: 'outgoing', term: null },
    { code: 'decision', flow: 'decisions', term: null },
    { code: 'order', flow: 'orders', term: null },
  ],
} as const

const petitionTerm: TermRule = {
  ...{ id: 'test.petition', name: name('Petition'), from: 'registered', term: { value: 30, unit: 'day' }, calendar: 'test', roll: 'none' },
  ...{ extension: { value: 15, unit: 'day', counts: 'added', notifyWithin: { value: 30, unit: 'day' } }, basis: 'Test code, art. 60', source: 'test', status: 'confirmed' },
}

/** Fills a database with the small town hall; everything began on 1 January 2020. */
export async function seedTownHall(db: Db): Promise<void> {
  const openedOn = '2020-01-01'
  await db.insert(unit).values(townHall.units.map((one) => ({ ...one, openedOn, electronicSince: openedOn })))
  await db.insert(register).values(
    townHall.registers.map((one) => ({ ...one, id: newId(), title: name(one.code), openedOn, constants: one.code === 'decisions' ? { convocation: 8 } : {}, reset: one.code === 'decisions' ? ({ kind: 'convocation' } as const) : yearly })),
  )
  await db.insert(documentKind).values(townHall.kinds.map((one) => ({ ...one, version: 1, name: name(one.code), validFrom: openedOn })))
  await db.insert(workingCalendar).values({ code: 'test', name: name('Test'), roll: 'next-working-day', enteredUntil: '2027-12-31' })
  await db.insert(workingCalendarDay).values([{ calendar: 'test', day: '2026-01-01', kind: 'off', note: 'New Year' }])
  await db.insert(termRuleRow).values({ id: 'test.petition', validFrom: openedOn, profile: 'test', definition: petitionTerm, changedBy: 'system', changedAt: new Date(0) })
  await db.insert(service).values({ code: 'extract', version: 1, name: name('Extract from the register'), unit: 'housing', register: 'incoming', kind: 'letter', papers: [{ code: 'application', name: name('Application'), required: true }], term: 'test.petition', validFrom: openedOn })
}

/** An account without a usable password, for use cases called directly; through HTTP use `addUser`. */
export async function seedAccount(db: Db, account: { name: string; roles: Role[]; units?: string[]; displayName?: string; email?: string }): Promise<void> {
  await db.insert(userAccount).values({ id: newId(), passwordHash: '', units: [], ...account })
}

/** Puts the house into test mode, or live. */
export async function setMode(db: Db, mode: 'test' | 'live'): Promise<void> {
  const value = { name: 'mode', value: mode, changedBy: 'system', changedAt: new Date(0) }
  await db.insert(municipalitySetting).values(value).onConflictDoUpdate({ target: municipalitySetting.name, set: { value: mode } })
}
