import { and, asc, desc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { IntakeItemView, IntakeList, IntakeState } from '#contract/intake.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import type { RegistryContext } from '../context.ts'
import { unitsOfBodies } from '../counter/see-case.ts'
import { card } from '../schema.ts'
import { judgeReplies } from './answers/judge-reply.ts'
import type { SenderMail } from './answers/sender-mail.ts'
import { intakeItem, type IntakeItem } from './schema.ts'

/** Who works on the queue. */
export const intakeDesk = { roles: ['administrator', 'clerk', 'counter'] } as const

/** Items of one's own body and those for which nobody proposed a unit; an administrator's all. */
async function servedItems(db: Db | Tx, principal: Principal): Promise<SQL> {
  if (principal.kind !== 'user') return sql`false`
  if (principal.roles.includes('administrator')) return sql`true`
  const units = await unitsOfBodies(db, principal.units)
  return or(isNull(intakeItem.proposedUnit), units.length === 0 ? undefined : inArray(intakeItem.proposedUnit, units)) ?? sql`false`
}

export type ListContext = Pick<RegistryContext, 'db' | 'clock'> & { senderMail: SenderMail }

/** The queue, the longest waiting first; what was decided, the latest first. */
export async function listItems(context: ListContext, principal: Principal, query: { state: IntakeState; after?: string | undefined; limit: number }): Promise<IntakeList> {
  const { db } = context
  const waiting = query.state === 'waiting'
  const behind = query.after === undefined ? undefined : waiting ? sql`(${intakeItem.receivedAt}, ${intakeItem.id}) > (select received_at, id from intake_item where id = ${query.after})` : sql`(${intakeItem.receivedAt}, ${intakeItem.id}) < (select received_at, id from intake_item where id = ${query.after})`
  const order = waiting ? [asc(intakeItem.receivedAt), asc(intakeItem.id)] : [desc(intakeItem.receivedAt), desc(intakeItem.id)]
  const rows = await db.select().from(intakeItem).where(and(eq(intakeItem.state, query.state), await servedItems(db, principal), behind)).orderBy(...order).limit(query.limit + 1)
  const page = rows.slice(0, query.limit)
  return { items: await presentItems(context, page), next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
}

/** The item, or `no-such-intake-item` alike for one that does not exist and one of another body. `lock`: to decide on it. */
export async function seeItem(db: Db | Tx, principal: Principal, id: string, lock = false): Promise<IntakeItem> {
  const found = db.select().from(intakeItem).where(and(eq(intakeItem.id, id), await servedItems(db, principal)))
  const [item] = lock ? await found.for('update') : await found
  if (!item) throw refusal('no-such-intake-item', {}, 'There is nothing of this kind in the queue, or you may not see it.')
  return item
}

/** Items as the screen shows them, in the order given. */
export async function presentItems({ db, clock, senderMail }: ListContext, items: readonly IntakeItem[]): Promise<IntakeItemView[]> {
  const replies = await judgeReplies(db, senderMail, items.filter(({ state }) => state === 'waiting'), clock.now())
  const answers = await senderMail.standing(db, items.flatMap((item) => item.answer ?? []))
  const answerOf = ({ answer }: IntakeItem) => {
    const found = answer === null ? undefined : answers.get(answer)
    return found === undefined ? null : { to: found.to, state: found.state, sentAt: found.sentAt?.toISOString() ?? null }
  }
  const cards = items.flatMap((item) => item.card ?? [])
  const numbers = new Map(cards.length === 0 ? [] : (await db.select({ id: card.id, number: card.number }).from(card).where(inArray(card.id, cards))).map((one) => [one.id, one.number]))
  return items.map((item) => ({
    ...{ id: item.id, source: item.source, state: item.state, receivedAt: item.receivedAt.toISOString(), receivedOn: item.receivedOn, test: item.test },
    ...{ title: item.title, sender: item.sender, senderEmail: item.senderEmail, language: item.language, payload: item.payload, files: item.files },
    proposed: { register: item.proposedRegister, kind: item.proposedKind, unit: item.proposedUnit, service: item.proposedService, rule: item.proposedRule },
    ...{ note: item.note, provisionalNumber: item.provisionalNumber },
    reply: replies.get(item.id) ?? null,
    decided: item.decidedAt === null ? null : { at: item.decidedAt.toISOString(), by: item.decidedBy ?? '', reason: item.reason, answer: answerOf(item) },
    card: item.card === null ? null : { id: item.card, number: numbers.get(item.card) ?? '' },
  }))
}
