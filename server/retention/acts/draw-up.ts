import { count, eq, max } from 'drizzle-orm'
import type { z } from 'zod'
import type { ActDrawn, moreLines, newAct, NotProposed } from '#contract/acts.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { nextInSeries } from '#platform/number-series.ts'
import { appendAudit } from '#server/audit/append.ts'
import { formatCivilDate, yearOf, type CivilDate } from '#kernel/civil-date.ts'
import type { Subject } from '../subject.ts'
import { mostLines, type ActsContext } from './context.ts'
import { todayOf } from '../today.ts'
import { dueSubjects } from './due-list.ts'
import { insertLines } from './insert-lines.ts'
import { judgeProposed, type ProposedLine } from './judge-proposed.ts'
import { lockAct } from './lock-act.ts'
import { act, actApproval, actLine } from './schema.ts'

/** Somebody who works on an act: the name as it stands on the form, the actor as the audit log writes it. */
export type Person = { readonly name: string; readonly actor: string }

/** The next number of the register of acts, destruction and transfer alike: `3/2026`. Take it last, others wait for it. */
export async function nextActNumber(tx: Tx, today: CivilDate): Promise<string> {
  return `${await nextInSeries(tx, `acts ${yearOf(today)}`)}/${yearOf(today)}`
}

/**
 * Draws up an act of destruction. What may not go is left out and named with its reason; when nothing is left, no act is made.
 * @throws OpisError refusals `nothing-to-propose`, `too-many-lines`
 */
export async function drawUpAct(context: ActsContext, wanted: z.output<typeof newAct>, by: Person): Promise<ActDrawn> {
  const subjects = await chosenSubjects(context, wanted)
  const [now, today, id] = [context.clock.now(), todayOf(context), newId()]
  return unlessOutrun(context, async (tx) => {
    const { lines, refused, fonds } = await judgeAll(context, tx, subjects, today, wanted.scanOnly, null)
    if (fonds === null) throw nothingLeft(refused)
    const number = await nextActNumber(tx, today)
    const schedules = [...new Set(lines.map((line) => line.schedule))]
    await tx.insert(act).values({ id, kind: 'destruction', number, fonds, title: wanted.title, state: 'draft', schedule: schedules.length === 1 ? (schedules[0] ?? null) : null, drawnOn: formatCivilDate(today), drawnBy: by.name, drawnAt: now })
    await insertLines(tx, { act: id, after: 0, proposedBy: by.name }, lines)
    await appendAudit(tx, { actor: by.actor, action: 'acts.draw-up', object: `act:${id}`, details: { number, lines: lines.length } }, now)
    return { id, number, lines: lines.length, refused }
  })
}

/**
 * Adds lines to an act that is not being executed: it goes back to its draft, and every approval given so far is void, since
 * it was given for another list. What the commission decided stays decided.
 */
export async function addLines(context: ActsContext, id: string, wanted: z.output<typeof moreLines>, by: Person): Promise<ActDrawn> {
  const subjects = await chosenSubjects(context, wanted)
  const [now, today] = [context.clock.now(), todayOf(context)]
  return unlessOutrun(context, async (tx) => {
    const found = await lockAct(tx, id, 'destruction', ['draft', 'examined', 'approved'])
    const [known] = await tx.select({ last: max(actLine.line), lines: count() }).from(actLine).where(eq(actLine.act, id))
    const { lines, refused } = await judgeAll(context, tx, subjects, today, wanted.scanOnly, found.fonds)
    if (lines.length === 0) throw nothingLeft(refused)
    if ((known?.lines ?? 0) + lines.length > mostLines) throw tooMany()
    await insertLines(tx, { act: id, after: known?.last ?? 0, proposedBy: by.name }, lines)
    const voided = await tx.delete(actApproval).where(eq(actApproval.act, id)).returning({ role: actApproval.role })
    await tx.update(act).set({ state: 'draft', listHash: null, notBefore: null }).where(eq(act.id, id))
    await appendAudit(tx, { actor: by.actor, action: 'acts.add-lines', object: `act:${id}`, details: { lines: lines.length, voidApprovals: voided.map(({ role }) => role) } }, now)
    return { id, number: found.number, lines: lines.length, refused }
  })
}

/** Two people may propose one subject at the same moment: the second looks again, and finds it on the act of the first. */
async function unlessOutrun<T>({ records: { db } }: ActsContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(work).catch((error: unknown) => {
    if (String(error instanceof Error ? (error.cause ?? error) : error).includes('act_line_live')) return db.transaction(work)
    throw error
  })
}

async function chosenSubjects(context: ActsContext, wanted: z.output<typeof moreLines>): Promise<Subject[]> {
  const due = wanted.due === undefined ? [] : await dueSubjects(context.records.db, wanted.due, mostLines)
  const all = new Map([...(wanted.subjects ?? []), ...due].map((subject) => [`${subject.kind} ${subject.id}`, subject]))
  if (all.size > mostLines) throw tooMany()
  return [...all.values()]
}

const tooMany = () => refusal('too-many-lines', { limit: mostLines }, `An act has at most ${mostLines} lines. Draw up several, by class or by year.`)
const nothingLeft = (refused: readonly NotProposed[]) =>
  refusal('nothing-to-propose', { refused: refused.length }, `Nothing of this may be put on an act: ${refused.slice(0, 5).map(({ id, reason, of }) => `${id} ${reason}${of === null ? '' : ` (${of})`}`).join(', ') || 'nothing was chosen'}.`)

/** In pieces, so that no statement has too many values. An act is of one fonds: the one given, or that of its first line. */
async function judgeAll(context: ActsContext, tx: Tx, subjects: readonly Subject[], today: CivilDate, scanOnly: boolean, given: string | null): Promise<{ lines: ProposedLine[]; refused: NotProposed[]; fonds: string | null }> {
  const lines: ProposedLine[] = []
  const refused: NotProposed[] = []
  let fonds = given
  for (const kind of ['file', 'record'] as const) {
    const ids = subjects.filter((subject) => subject.kind === kind).map((subject) => subject.id)
    for (let start = 0; start < ids.length; start += pieceSize) {
      for (const proposed of await judgeProposed(context, tx, kind, ids.slice(start, start + pieceSize), today, scanOnly)) {
        if (!proposed.ok) refused.push({ ...proposed.subject, reason: proposed.reason, of: proposed.of })
        else if (proposed.line.fonds !== (fonds ??= proposed.line.fonds)) refused.push({ kind, id: proposed.line.subject, reason: 'other-fonds', of: proposed.line.fonds })
        else lines.push(proposed.line)
      }
    }
  }
  return { lines, refused, fonds: lines.length === 0 ? null : fonds }
}

const pieceSize = 500
