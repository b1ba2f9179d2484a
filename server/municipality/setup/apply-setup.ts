import { inArray } from 'drizzle-orm'
import type { SetupFault, SetupResult } from '#contract/configuration.ts'
import { OpisError } from '#kernel/errors.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { userAccount } from '#server/identity/schema.ts'
import type { By, MunicipalityContext } from '../context.ts'
import { fault } from '../workbook/faults.ts'
import { bringHouse, bringPosition } from './bring-house.ts'
import { bringPerson } from './bring-people.ts'
import { bringClass } from './bring-plan.ts'
import { bringDraftTemplate, bringKind, bringRegister, bringService } from './bring-registers.ts'
import { bringCalendar, bringTermRule } from './bring-terms.ts'
import { aboveFirst, bringHead, bringUnit } from './bring-units.ts'
import { makePasswords } from './make-passwords.ts'
import type { Change, Run } from './run.ts'
import type { Placed, ReadSetup, Setup } from './setup.ts'

type Step = { at: Placed<unknown>['at']; code: string; bring: (run: Run) => Promise<Change> }

/**
 * Brings a set-up in: everything, or with any fault nothing. A dry run does the same and takes it back, so that it tells what
 * would happen. What is there and says the same is left alone; nothing is ever taken away.
 */
export async function applySetup(context: MunicipalityContext, read: ReadSetup, options: { dryRun: boolean }, by: By): Promise<SetupResult> {
  const { dryRun } = options
  const refused = (faults: SetupFault[]): SetupResult => ({ dryRun, done: false, faults, changes: [], same: 0, passwords: [] })
  if (read.faults.length > 0) return refused(read.faults.slice(0, faultsMax))
  const newcomers = await newPeople(context, read.setup)
  const passwords = dryRun ? new Map() : await makePasswords(newcomers)
  const result = refused([])
  const now = context.clock.now()
  await context.db
    .transaction(async (tx) => {
      const run: Run = { context, tx, by, now, today: dayIn(context.timeZone, now), passwords }
      for (const step of stepsOf(read.setup)) {
        const change = await tx.transaction((inner) => step.bring({ ...run, tx: inner })).catch((error: unknown) => faultOf(error, step))
        if (typeof change !== 'string') result.faults.push(change)
        else if (change === 'same') result.same += 1
        else result.changes.push({ sheet: step.at.sheet, code: step.code, change })
        if (result.faults.length >= faultsMax) break
      }
      if (dryRun || result.faults.length > 0) throw new TakenBack()
      if (result.changes.length > 0) await appendAudit(tx, { actor: by.actor, action: 'organisation.import', object: 'municipality', details: { changes: result.changes.length, same: result.same } }, now)
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error
    })
  if (dryRun || result.faults.length > 0) return result
  context.outbox.wake()
  const named = new Map(read.setup.people.map(({ value }) => [value.name, value.displayName]))
  return { ...result, done: true, passwords: newcomers.map((name) => ({ name, displayName: named.get(name) ?? '', oneTimePassword: passwords.get(name)?.password ?? '' })) }
}

/** Nobody reads more of them at once. */
const faultsMax = 200

/** Ends a transaction whose work is to be told, not kept. */
class TakenBack extends Error {}

function faultOf(error: unknown, { at }: Step): SetupFault {
  if (!(error instanceof OpisError)) throw error
  const { reason, facts, detail } = error
  return fault(at, 'refused', { ...facts, ...(reason === undefined ? {} : { reason }), detail })
}

/** In the order in which one needs the other. */
function stepsOf(setup: Setup): Step[] {
  const each = <T extends { code: string } | { name: string } | { id: string }>(rows: readonly Placed<T>[], bring: (run: Run, value: T) => Promise<Change>): Step[] =>
    rows.map(({ at, value }) => ({ at, code: 'code' in value ? value.code : 'id' in value ? value.id : value.name, bring: (run) => bring(run, value) }))
  const { house } = setup
  return [
    ...(house === null ? [] : [{ at: house.at, code: 'house', bring: (run: Run) => bringHouse(run, house.value) }]),
    ...each(aboveFirst(setup.units), bringUnit),
    ...each(setup.positions, bringPosition),
    ...each(setup.people, bringPerson),
    ...each(setup.units.filter(({ value }) => value.head !== undefined), bringHead),
    ...each(aboveFirst(setup.classes), bringClass),
    ...each(setup.calendars, bringCalendar),
    ...each(setup.termRules, bringTermRule),
    ...each(setup.registers, bringRegister),
    ...each(setup.kinds, bringKind),
    ...each(setup.services, bringService),
    ...each(setup.draftTemplates, bringDraftTemplate),
  ]
}

async function newPeople({ db }: MunicipalityContext, { people }: Setup): Promise<string[]> {
  if (people.length === 0) return []
  const names = people.map(({ value }) => value.name)
  const known = new Set((await db.select({ name: userAccount.name }).from(userAccount).where(inArray(userAccount.name, names))).map(({ name }) => name))
  return names.filter((name) => !known.has(name))
}
