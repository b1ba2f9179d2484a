import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import type { Clock } from '#kernel/clock.ts'
import type { Principal } from '#platform/http/access.ts'
import { openDatabase, type Database, type Db } from '#platform/database.ts'
import { createOutbox } from '#platform/outbox.ts'
import type { DraftsContext } from '#server/assignments/drafts/context.ts'
import { createIntakeArea } from '#server/capture/intake-area.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import type { FilePlanContext } from '#server/file-plan/context.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { userByName } from '#server/identity/sessions.ts'
import type { UnitsContext } from '#server/identity/units/context.ts'
import { unit } from '#server/identity/units/schema.ts'
import { subscriptions } from '#server/line.ts'
import { recordsOfFiles } from '#server/records/records-of-files.ts'
import { setEntryRegister } from '#server/registry/cards/entry-register.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { documentKind, termRuleRow, workingCalendar } from '#server/registry/data-schema.ts'
import { changeRegister } from '#server/registry/registers/change-register.ts'
import { register } from '#server/registry/schema.ts'
import type { TermRule } from '#server/registry/terms/term-rule.ts'
import { createUploadArea } from '#server/registry/uploads/upload-area.ts'
import { fileSystemStore } from '#server/storage/file-system-store.ts'
import { seedAccount, seedTownHall } from '#test/support/town-hall.ts'
import type { Model } from './model.ts'
import { withMoreRegisters } from './town.ts'

/** The real use cases over a real database, with a clock that the runner turns. */
export type House = {
  db: Db
  context: DraftsContext
  filePlan: FilePlanContext
  units: UnitsContext
  clock: HandClock
  /** A person as he signs in now: with the units of today. */
  who(name: string): Promise<Principal & { kind: 'user' }>
  close(): Promise<void>
}

/** A clock that stands until it is turned. */
export type HandClock = Clock & { set(instant: string): void; forward(seconds: number): void }

function handClock(from: string): HandClock {
  let nowMs = Date.parse(from)
  return { now: () => new Date(nowMs), set: (instant) => void (nowMs = Date.parse(instant)), forward: (seconds) => void (nowMs += seconds * 1000) }
}

export const timeZone = 'Europe/Chisinau'

/** Opens a migrated, empty database and puts the town of the model into it. */
export async function openHouse(databaseUrl: string, model: Model): Promise<House> {
  const database = openDatabase(databaseUrl, () => undefined, 6)
  const folder = await mkdtemp(join(tmpdir(), 'opis-simulation-'))
  const { db } = database
  const clock = handClock(`${model.today}T06:00:00Z`)
  const outbox = createOutbox(subscriptions)
  const store = await fileSystemStore(join(folder, 'store'))
  const capture = { db, clock, outbox, store, intake: createIntakeArea(join(folder, 'intake')) }
  const registry = { db, clock, outbox, timeZone }
  await seedTown(database, registry, model)
  return {
    ...{ db, clock, context: { ...registry, archiveName: 'Opis', uploads: createUploadArea(join(folder, 'uploads')), workFolder: join(folder, 'work'), languageOf: () => null, records: { db, clock, outbox, store, capture, timeZone: registry.timeZone } } },
    filePlan: { ...registry, records: recordsOfFiles },
    units: { db, clock, today: (now) => dayIn(timeZone, now) },
    async who(name) {
      const found = await userByName(db, name)
      if (found === null) throw new Error(`nobody is called ${name}`)
      return found
    },
    async close() {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const requestTerm: TermRule = {
  ...{ id: 'sim.request', name: { en: 'Request' }, from: 'registered', term: { value: 20, unit: 'working-day' }, calendar: 'sim', roll: 'next-working-day' },
  ...{ extension: { value: 10, unit: 'working-day', counts: 'added' }, basis: 'Test code, art. 61', source: 'test', status: 'confirmed' },
}

async function seedTown({ db }: Database, context: RegistryContext, model: Model): Promise<void> {
  await seedTownHall(db)
  for (const person of model.people.values()) await seedAccount(db, { name: person.name, roles: [...person.roles] as Parameters<typeof seedAccount>[1]['roles'], units: person.units })
  for (const { code, head } of model.units.values()) if (head !== null) await db.update(unit).set({ head }).where(eq(unit.code, code))
  await db.insert(register).values(withMoreRegisters.map((one) => ({ ...one, id: newId(), title: { en: one.code }, openedOn: '2020-01-01' })))
  await changeRegister(context, 'orders', { firstSeq: 101 }, 'user:root')
  await setEntryRegister(context, 'buiucani', 'pretura-incoming', 'user:root')
  await db.insert(workingCalendar).values({ code: 'sim', name: { en: 'Simulation' }, roll: 'next-working-day', enteredUntil: model.calendar.enteredUntil })
  await db.insert(termRuleRow).values({ id: 'sim.request', validFrom: '2020-01-01', profile: 'test', definition: requestTerm, changedBy: 'system', changedAt: new Date(0) })
  await db.insert(fileClass).values({ code: 'letters', title: { en: 'Letters' } })
  await db.insert(documentKind).values([
    { code: 'request', version: 1, name: { en: 'Request' }, flow: 'incoming', term: 'sim.request', class: 'letters', validFrom: '2020-01-01', route: [{ step: 'executor', unit: 'housing' }, { step: 'visa', people: ['fedir'], unit: 'finance' }, { step: 'visa', unit: 'housing' }, { step: 'approval', people: ['mayor'] }] },
    { code: 'contract', version: 1, name: { en: 'Contract' }, flow: 'contracts', validFrom: '2020-01-01' },
    { code: 'note', version: 1, name: { en: 'Note' }, flow: 'internal', validFrom: '2020-01-01' },
  ])
}
