import { eq, and, desc, lte, sql } from 'drizzle-orm'
import type { CardRegistered, NewCard } from '#contract/cards.ts'
import { newId } from '#kernel/ids.ts'
import { numberKey } from '#kernel/number-key.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { linkEntries, lockChain, type LastEntry } from '#server/audit/append.ts'
import { auditEvent } from '#server/audit/schema.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { RegistryContext } from '../context.ts'
import { documentKind, service } from '../data-schema.ts'
import { keptData, type Kept } from '../kept-data.ts'
import { standingCorrespondent } from '../correspondents/standing-correspondent.ts'
import { allocateNumber, lockRepeats, openRegister, type Register } from '../numbers/allocate.ts'
import { takeFromBlock, type BlockNumber } from '../numbers/blocks.ts'
import { holdMode } from '../numbers/hold-mode.ts'
import { periodOf } from '../numbers/period.ts'
import { printNumber } from '../numbers/print-number.ts'
import { card, cardEvent, cardRelation, cardStage, entry, type Card } from '../schema.ts'
import { countTerm } from '../terms/count-term.ts'
import { readCalendar, termInForce } from '../terms/read-terms.ts'
import { checkFields, extraFields } from './check-fields.ts'
import { newCheckValue } from './check-value.ts'
import { mayEnter, type Registrar } from './may-enter.ts'
import { eventRow, stageRow } from './note-card.ts'
import { noSuchCard } from './visible-cards.ts'

/**
 * Registers a document: number, card, first stage, history and audit in one transaction, so that a number is either on
 * a card or still free. Refuses with `register-of-another-unit`, `no-such-kind`, `register-not-open`, `field-missing` and their like.
 */
export async function registerCard(context: RegistryContext, form: NewCard, by: Registrar): Promise<CardRegistered> {
  return context.db.transaction((tx) => registerCardIn(context, tx, form, by))
}

/** The same in a transaction of the caller. `block`: the number that its paper already has, and its day. */
export async function registerCardIn(context: RegistryContext, tx: Tx, form: NewCard, by: Registrar, block?: BlockNumber): Promise<CardRegistered> {
  const now = context.clock.now()
  const today = block?.on ?? dayIn(context.timeZone, now)
  const { test, dataVersion } = await holdMode(tx)
  const kept = keptData(context.db, dataVersion)
  const register = await openRegister(tx, form.register, today, kept)
  await mayEnter(tx, register, by)
  const kind = await kindInForce(tx, form.kind, today, kept)
  const served = form.service === undefined ? null : await serviceInForce(tx, form.service, today, kept)
  checkFields(extraFields(served?.fields ?? [], register.fields, kind.fields), form.fields)
  const due = await dueOf(tx, served?.term ?? kind.term, { registered: today, received: form.receivedOn ?? today }, kept)
  const repeated = form.repeatOf === undefined ? null : await firstEntry(tx, form.repeatOf)
  const correspondent = form.correspondent === undefined ? null : await standingCorrespondent(tx, form.correspondent)
  if (form.replyTo !== undefined) await firstEntry(tx, form.replyTo)
  const id = newId(now.getTime())
  const { last, ...number } = block === undefined ? await nextNumber(tx, register, form, { today, test, repeated }) : await numberOfBlock(tx, register, form, block, { today: dayIn(context.timeZone, now), timeZone: context.timeZone, test })
  const { subject, channel, paper, restricted, fields } = form
  const row: typeof card.$inferInsert = {
    ...{ id, subject, channel, paper, restricted, fields, test, flow: register.flow, kind: kind.code, kindVersion: kind.version, unit: register.unit, state: 'registered', number: number.number },
    ...{ registeredOn: today, registeredAt: now, registeredBy: by.name, receivedOn: form.receivedOn ?? today, checkValue: newCheckValue() },
    ...{ correspondent, theirNumber: form.theirNumber ?? null, theirNumberKey: form.theirNumber === undefined ? null : numberKey(form.theirNumber), theirDate: form.theirDate ?? null },
    ...{ sheets: form.sheets ?? null, annexSheets: form.annexSheets ?? null, language: form.language ?? null, paperUnit: paper === 'kept' ? register.unit : null, paperPlace: form.paperPlace ?? null },
    ...{ units: [...new Set([register.unit, ...(served === null ? [] : [served.unit])])], people: restricted ? [by.name] : [], service: served?.code ?? null, serviceVersion: served?.version ?? null, ...due },
  }
  const entered: typeof entry.$inferInsert = { id: newId(now.getTime()), register: register.id, test, ...number, numberKey: numberKey(number.number), card: id, source: block === undefined ? 'registered' : 'block', enteredOn: today, enteredAt: now, enteredBy: by.name }
  const stage = stageRow(id, { stage: 'registered', onDay: today, unit: register.unit }, now)
  const event = eventRow(id, { event: 'registered', details: { number: number.number, register: register.code } }, { actor: by.actor, now })
  // One statement: the next clerk of this register waits until this transaction ends, and each message is a wait.
  const audit = linkEntries(last, [{ actor: by.actor, action: 'registry.register', object: `card:${id}`, details: { register: register.code, number: number.number } }], now)
  const [onCard, inRegister, asStage, asEvent, inAudit] = [tx.insert(card).values(row), tx.insert(entry).values(entered), tx.insert(cardStage).values(stage), tx.insert(cardEvent).values(event), tx.insert(auditEvent).values(audit)].map((part) => part.getSQL())
  await tx.execute(sql`with on_card as (${onCard}), in_register as (${inRegister}), as_stage as (${asStage}), as_event as (${asEvent}) ${inAudit}`)
  for (const [relation, to] of [['repeat-of', form.repeatOf], ['reply-to', form.replyTo]] as const) {
    if (to !== undefined) await tx.insert(cardRelation).values({ fromCard: id, toCard: to, relation, madeBy: by.name, madeAt: now })
  }
  return { id, number: number.number, registeredOn: today, dueOn: due.dueOn, checkValue: row.checkValue, test }
}

/** `last`: of the audit chain, which waits with the register for the end of the transaction. */
type Numbered = { period: string; seq: number; repeat: number; number: string; last: LastEntry }
type Repeated = { entry: typeof entry.$inferSelect; card: Card }

/** A repeated appeal keeps the number of the first one and gets the next repeat number (`…-1`); others the next in turn. */
async function nextNumber(tx: Tx, register: Register, form: NewCard, at: { today: string; test: boolean; repeated: Repeated | null }): Promise<Numbered> {
  const indexes = { file: form.fileIndex, correspondent: form.correspondentIndex }
  const print = (seq: number, year: number, repeat: number) => printNumber(register, at.test, { seq, year, repeat, ...indexes })
  const { repeated } = at
  if (repeated !== null && repeated.entry.register === register.id && repeated.entry.test === at.test && /\{repeat[:}]/.test(register.template)) {
    const { period, seq, test, enteredOn } = repeated.entry
    const lastRepeat = await lockRepeats(tx, { register: register.id, period, seq, test })
    // Nothing is written into a closed book: the repeated appeal then gets a number of its own.
    if (lastRepeat !== null) return { period, seq, repeat: lastRepeat + 1, number: print(seq, periodOf(register.reset, register.constants, enteredOn).year, lastRepeat + 1), last: (await lockChain(tx)).last }
  }
  const { period, seq, year, last } = await allocateNumber(tx, register, at.today, at.test)
  return { period, seq, repeat: 0, number: print(seq, year, 0), last }
}

/** The number under which an intake point wrote the paper while it was without the line. */
async function numberOfBlock(tx: Tx, register: Register, form: NewCard, taken: BlockNumber, at: { today: string; timeZone: string; test: boolean }): Promise<Numbered> {
  const { period, year } = await takeFromBlock(tx, register, taken, at)
  const { last } = await lockChain(tx)
  return { period, seq: taken.seq, repeat: 0, number: printNumber(register, at.test, { seq: taken.seq, year, repeat: 0, file: form.fileIndex, correspondent: form.correspondentIndex }), last }
}

async function firstEntry(tx: Tx, of: string): Promise<Repeated> {
  const [found] = await tx.select({ entry, card }).from(entry).innerJoin(card, eq(card.id, entry.card)).where(eq(entry.card, of)).orderBy(entry.enteredAt).limit(1)
  if (!found) throw noSuchCard()
  return found
}

async function kindInForce(tx: Tx, code: string, on: string, kept: Kept): Promise<typeof documentKind.$inferSelect> {
  const found = await kept(`kind ${code} ${on}`, async () => (await tx.select().from(documentKind).where(and(eq(documentKind.code, code), lte(documentKind.validFrom, on))).orderBy(desc(documentKind.version)).limit(1))[0])
  if (!found || (found.retiredOn !== null && found.retiredOn <= on)) throw refusal('no-such-kind', { kind: code }, `There is no kind of document ${code} in use on ${on}.`)
  return found
}

async function serviceInForce(tx: Tx, code: string, on: string, kept: Kept): Promise<typeof service.$inferSelect> {
  const found = await kept(`service ${code} ${on}`, async () => (await tx.select().from(service).where(and(eq(service.code, code), lte(service.validFrom, on))).orderBy(desc(service.version)).limit(1))[0])
  if (!found || (found.retiredOn !== null && found.retiredOn <= on)) throw refusal('no-such-service', { service: code }, `There is no service ${code} in use on ${on}.`)
  return found
}

/** The day by which an answer is due, by the rule in force on the base day. */
async function dueOf(tx: Tx, term: string | null, days: { registered: string; received: string }, kept: Kept): Promise<{ term: string | null; termBaseOn: string | null; dueOn: string | null; dueUncertain: boolean }> {
  if (term === null) return { term: null, termBaseOn: null, dueOn: null, dueUncertain: false }
  const rule = await termInForce(tx, term, days.registered, kept)
  const termBaseOn = days[rule.from]
  const due = countTerm(termBaseOn, rule.term, await readCalendar(tx, rule.calendar, kept), rule.roll)
  return { term, termBaseOn, dueOn: due.on, dueUncertain: due.uncertain }
}

/** A change of a card that another clerk changed meanwhile is refused: `version` is the one that the clerk saw. */
export async function changeCard(tx: Tx, id: string, version: number, changes: Partial<typeof card.$inferInsert>): Promise<void> {
  const changed = await tx.update(card).set({ ...changes, version: sql`${card.version} + 1` }).where(and(eq(card.id, id), eq(card.version, version))).returning({ id: card.id })
  if (changed.length === 0) throw refusal('card-changed-meanwhile', {}, 'Somebody else changed this card meanwhile. Look at it again, then repeat your change.')
}
