import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { InboundStatus } from '#contract/inbound.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { card, cardStage } from '../../schema.ts'
import { upload } from '../../uploads/schema.ts'
import { intakeItem, type IntakeItem } from '../schema.ts'

/** The application of a program; that of another does not exist for it. */
export async function seeApplication(db: Db | Tx, client: string, id: string, lock = false): Promise<IntakeItem> {
  const found = db.select().from(intakeItem).where(and(eq(intakeItem.id, id), eq(intakeItem.client, client)))
  const [item] = lock ? await found.for('update') : await found
  if (item === undefined) throw refusal('no-such-intake-item', {}, 'There is no such application of this program.')
  return item
}

/** How applications stand, in the order given. */
export async function presentApplications(db: Db | Tx, items: readonly IntakeItem[]): Promise<InboundStatus[]> {
  const cards = items.flatMap((item) => item.card ?? [])
  const uploads = items.flatMap((item) => item.files.map((file) => file.upload))
  const found = cards.length === 0 ? [] : await db.select().from(card).where(inArray(card.id, cards))
  const stages = cards.length === 0 ? [] : await db.select().from(cardStage).where(inArray(cardStage.card, cards)).orderBy(asc(cardStage.place))
  const files = uploads.length === 0 ? [] : await db.select().from(upload).where(inArray(upload.id, uploads))
  return items.map((item) => {
    const of = found.find(({ id }) => id === item.card)
    const own = item.files.flatMap((file) => files.find(({ id }) => id === file.upload) ?? [])
    return {
      ...{ id: item.id, provisionalNumber: item.provisionalNumber ?? '', reference: textOf(item.payload['reference']), receivedAt: item.receivedAt.toISOString(), receivedOn: item.receivedOn, changedAt: item.changedAt.toISOString(), test: item.test },
      ...{ state: item.state, reason: item.reason },
      ...{ number: of?.number ?? null, registeredOn: of?.registeredOn ?? null, dueOn: of?.dueOn ?? null, checkValue: of?.checkValue ?? null, cardState: of?.state ?? null },
      stages: of === undefined ? [] : stages.filter((stage) => stage.card === of.id).map(({ stage, onDay, untilOn, reason, number }) => ({ stage, onDay, untilOn, reason, number })),
      files: own.map(({ id, name, bytes, sha512, state }) => ({ id, name, bytes, sha512, state })),
    }
  })
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The applications of a program in the order of their last change, from behind a place that an answer before named. */
export async function listApplications(db: Db, client: string, query: { after?: string | undefined; limit: number }): Promise<{ applications: InboundStatus[]; next: string | null }> {
  const behind = query.after === undefined ? undefined : behindPlace(query.after)
  const rows = await db.select({ item: intakeItem, at: sql<string>`${intakeItem.changedAt}::text` }).from(intakeItem).where(and(eq(intakeItem.client, client), behind)).orderBy(asc(intakeItem.changedAt), asc(intakeItem.id)).limit(query.limit)
  const last = rows.at(-1)
  return { applications: await presentApplications(db, rows.map(({ item }) => item)), next: last === undefined ? (query.after ?? null) : Buffer.from(`${last.at} ${last.item.id}`).toString('base64url') }
}

/** A place is the instant as the database writes it, with all its digits, and the application. */
function behindPlace(after: string) {
  const place = /^(\d{4}-\d\d-\d\d [\d:.]{8,15}[+-]\d\d(?::?\d\d)?) ([0-9a-f-]{36})$/.exec(Buffer.from(after, 'base64url').toString('latin1'))
  if (place === null) throw new OpisError('bad-request', 'after: send what an answer gave as next.')
  return sql`(${intakeItem.changedAt}, ${intakeItem.id}) > (${place[1]}::timestamptz, ${place[2]}::uuid)`
}
