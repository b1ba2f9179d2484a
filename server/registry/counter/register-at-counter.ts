import { eq } from 'drizzle-orm'
import type { CounterRegistered, CounterRegistration } from '#contract/counter.ts'
import { newCard } from '#contract/cards.ts'
import type { Json } from '#kernel/canonical-json.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import { inLanguage } from '#kernel/language.ts'
import type { Db, Tx } from '#platform/database.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { Registrar } from '../cards/may-enter.ts'
import { openCardTo } from '../cards/note-card.ts'
import { checkFields, extraFields, refuseStrangeFields } from '../cards/check-fields.ts'
import { registerOnce } from '../cards/register-once.ts'
import type { CardFilter } from '../cards/visible-cards.ts'
import type { RegistryContext } from '../context.ts'
import { card as cardTable } from '../schema.ts'
import { moreFieldsOf } from '../services/more-fields.ts'
import { inForceOn, noSuchService, versionsOf, type ServiceRow } from '../services/read-service.ts'
import { askPapersIn } from '../terms/await-papers.ts'
import { assignUploads } from '../uploads/receive-file.ts'
import { heldPapers, type Held } from './held-papers.ts'
import { presentCase } from './list-cases.ts'
import { cardPaper } from './schema.ts'

/**
 * Registers what a citizen hands in for a service: number, papers, files and stages in one transaction. Sent again under
 * the same key it answers the same number. Required papers that are missing: `papers-missing` by their names, unless
 * the clerk says until when they are awaited; then the citizen sees that stage.
 */
export async function registerAtCounter(context: RegistryContext, form: CounterRegistration, by: Registrar & { filter: CardFilter }, key: string | null): Promise<CounterRegistered> {
  const today = dayIn(context.timeZone, context.clock.now())
  const served = inForceOn(await versionsOf(context.db, form.service), today)
  if (served === null) throw noSuchService(form.service)
  const judged = await judgePapers(context.db, served, form, by.filter)
  await refuseFields(context.db, served, form.fields)
  if (judged.awaited.length > 0) refuseWithoutDay(judged.awaitedNames, form.awaitUntil, today)
  const card = newCard.parse({
    ...{ register: served.register, kind: served.kind, service: served.code, channel: 'counter', correspondent: form.correspondent, fields: form.fields },
    ...{ receivedOn: form.receivedOn, sheets: form.sheets, annexSheets: form.annexSheets, language: form.language, paper: form.taken.length > 0 ? 'kept' : 'none' },
    subject: form.subject ?? (form.language === undefined ? undefined : served.name[form.language]) ?? served.name.en ?? Object.values(served.name)[0],
  })
  // What is not said has no place in the form that the key stands for.
  const said = JSON.parse(JSON.stringify(form)) as Json
  const made = await registerOnce(context, card, by, key, { said, also: (tx, { id }) => noteCase(context, tx, id, form, judged, { ...by, today }) })
  const shown = await presentCase(context.db, made)
  return { ...made, dueOn: shown.dueOn, papers: shown.papers, awaitUntil: shown.papers.find(({ state }) => state === 'awaited')?.dueOn ?? null }
}

/** A case has the fields of its service, of the register and of the kind, and no others. */
async function refuseFields(db: Db, served: ServiceRow, values: CounterRegistration['fields']): Promise<void> {
  const forms = extraFields(served.fields, (await moreFieldsOf(db, [served])).get(served.code) ?? [])
  checkFields(forms, values)
  refuseStrangeFields(forms, values)
}

/** `awaitedNames`: in words for the applicant. */
type Judged = { taken: readonly string[]; held: readonly Held[]; awaited: readonly string[]; awaitedNames: string }

/** Which papers are there, which the house has, and which required ones are missing. A file for a paper stands for it. */
export async function judgePapers(db: Db | Tx, served: ServiceRow, form: Pick<CounterRegistration, 'taken' | 'files' | 'language'> & { correspondent: string | null }, filter: CardFilter): Promise<Judged> {
  const codes = served.papers.map(({ code }) => code)
  const taken = [...new Set([...form.taken, ...form.files.flatMap(({ paper }) => paper ?? [])])]
  const strange = taken.find((code) => !codes.includes(code))
  if (strange !== undefined) throw new OpisError('bad-request', `The service ${served.code} has no paper ${strange}.`)
  const held = (await heldPapers(db, codes, form.correspondent, filter)).filter(({ paper }) => !taken.includes(paper))
  const awaited = served.papers.filter(({ code, required }) => required && !taken.includes(code) && !held.some(({ paper }) => paper === code))
  return { taken, held, awaited: awaited.map(({ code }) => code), awaitedNames: awaited.map(({ name }) => inLanguage(name, form.language ?? 'en')).join(', ') }
}

/** Missing papers are registered with a day until which they are awaited, or not at all: the clerk says which. */
export function refuseWithoutDay(papers: string, until: string | undefined, today: string): void {
  if (until === undefined) throw refusal('papers-missing', { papers }, `Required papers are missing: ${papers}. Register with a day until which they are awaited, or do not register.`)
  if (until < today) throw refusal('await-day-past', { date: until }, `${until} has passed. Choose a day on which the papers can still come.`)
}

/** Writes the papers and files of a case that was just registered, and asks for those that are missing. */
export async function noteCase(context: RegistryContext, tx: Tx, card: string, form: Pick<CounterRegistration, 'files' | 'awaitUntil'>, judged: Judged, by: Registrar & { today: string }): Promise<void> {
  const now = context.clock.now()
  const noted = { card, notedBy: by.name, notedAt: now }
  const rows: (typeof cardPaper.$inferInsert)[] = [
    ...judged.taken.map((paper) => ({ ...noted, paper, state: 'taken' as const })),
    ...judged.held.map(({ paper, card: heldIn }) => ({ ...noted, paper, state: 'in-house' as const, heldIn })),
    ...judged.awaited.map((paper) => ({ ...noted, paper, state: 'awaited' as const, dueOn: form.awaitUntil ?? null })),
  ]
  if (rows.length > 0) await tx.insert(cardPaper).values(rows)
  // A counter of an intake point is none of the register's units, and must find its own case again.
  await openCardTo(tx, card, { units: by.units })
  await assignUploads(context, tx, by.name, form.files, { card, role: 'annex' })
  if (judged.awaited.length === 0) return
  const [made] = await tx.select().from(cardTable).where(eq(cardTable.id, card))
  if (made === undefined) throw new Error(`the card ${card} was made a moment ago`)
  // A stage of its own, after that of the registration.
  const acting = { ...by, now: new Date(now.getTime() + 1) }
  await askPapersIn(context, tx, made, { version: made.version, reason: judged.awaitedNames, until: form.awaitUntil }, acting)
}
