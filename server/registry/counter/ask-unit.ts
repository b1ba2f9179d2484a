import { and, eq, inArray } from 'drizzle-orm'
import type { AskUnit, CounterCase } from '#contract/counter.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import { inLanguage } from '#kernel/language.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { unit } from '#server/identity/units/schema.ts'
import type { Registrar } from '../cards/may-enter.ts'
import { noteCard } from '../cards/note-card.ts'
import type { RegistryContext } from '../context.ts'
import type { Card } from '../schema.ts'
import { readServiceVersion } from '../services/read-service.ts'
import { cardPaperRequest } from './schema.ts'

export type AskedTask = { card: Card; unit: string; text: string; dueOn: string | undefined; by: { name: string; actor: string; now: Date } }
/** How a task stands. `open`: the unit still owes it. */
export type TaskStanding = { state: CounterCase['requests'][number]['state']; dueOn: string | null }
/** Tasks lie below the registry, so the assembly hands in how one is made and how it stands. `make` answers its id. */
export type UnitTasks = { make(tx: Tx, asked: AskedTask): Promise<string>; standing(db: Db | Tx, ids: readonly string[]): Promise<Map<string, TaskStanding>> }
export type AskContext = RegistryContext & { unitTasks: UnitTasks }

/**
 * Asks another unit of the house for a paper of a case, as a task of that unit on the case. The citizen is not sent there.
 * Refuses with `paper-asked-already` while such a task is open, and as making a task does.
 */
export async function askUnit(context: AskContext, of: Card, { paper, unit: asked, note, dueOn }: AskUnit, by: Registrar): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const { papers } = await readServiceVersion(tx, of.service ?? '', of.serviceVersion ?? 0)
    const wanted = papers.find(({ code }) => code === paper)
    if (wanted === undefined) throw new OpisError('bad-request', `The service of this case has no paper ${paper}.`)
    const assignment = await context.unitTasks.make(tx, { card: of, unit: asked, text: [inLanguage(wanted.name, 'en'), note].filter((part) => part !== '').join(': '), dueOn, by: { name: by.name, actor: by.actor, now } })
    // Making the task locked the card, so of two clerks the second sees the first one's request.
    await refuseSecond(context, tx, of.id, paper)
    const row = { unit: asked, assignment, askedBy: by.name, askedAt: now }
    await tx.insert(cardPaperRequest).values({ card: of.id, paper, ...row }).onConflictDoUpdate({ target: [cardPaperRequest.card, cardPaperRequest.paper], set: row })
    await noteCard(tx, of.id, { event: 'paper-asked-of-unit', details: { paper, unit: asked } }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'registry.ask-unit', object: `card:${of.id}`, details: { paper, unit: asked, assignment } }, now)
  })
  context.outbox.wake()
}

async function refuseSecond({ unitTasks }: AskContext, tx: Tx, of: string, paper: string): Promise<void> {
  const [before] = await tx.select().from(cardPaperRequest).where(and(eq(cardPaperRequest.card, of), eq(cardPaperRequest.paper, paper)))
  if (before === undefined) return
  const standing = (await unitTasks.standing(tx, [before.assignment])).get(before.assignment)
  if (standing?.state === 'open') throw refusal('paper-asked-already', { unit: before.unit }, `The unit ${before.unit} is asked for this paper already.`)
}

/** Cases together with what other units are asked for on them. */
export async function withRequests({ db, unitTasks }: AskContext, cases: readonly Omit<CounterCase, 'requests'>[]): Promise<CounterCase[]> {
  const rows = cases.length === 0 ? [] : await db.select({ asked: cardPaperRequest, name: unit.name }).from(cardPaperRequest).innerJoin(unit, eq(unit.code, cardPaperRequest.unit)).where(inArray(cardPaperRequest.card, cases.map(({ id }) => id)))
  const standing = await unitTasks.standing(db, rows.map(({ asked }) => asked.assignment))
  return cases.map((one) => ({
    ...one,
    requests: rows.flatMap(({ asked, name }) => {
      const task = standing.get(asked.assignment)
      return asked.card !== one.id || task === undefined ? [] : [{ paper: asked.paper, unit: asked.unit, unitName: name, task: asked.assignment, ...task }]
    }),
  }))
}
