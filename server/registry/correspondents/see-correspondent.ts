import { asc, eq } from 'drizzle-orm'
import type { CorrespondentView } from '#contract/correspondents.ts'
import { language } from '#contract/common.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { listCards } from '../cards/list-cards.ts'
import type { CardFilter } from '../cards/visible-cards.ts'
import { correspondent } from '../schema.ts'
import { codeFault } from './code.ts'

type Correspondent = typeof correspondent.$inferSelect

/** A correspondent with those that went into it, and how many of its cards the reader may see. */
export async function seeCorrespondent(db: Db, filter: CardFilter, id: string, today: string): Promise<CorrespondentView> {
  const [found] = await db.select().from(correspondent).where(eq(correspondent.id, id))
  if (!found) throw noSuchCorrespondent()
  const [into, merged, cards] = await Promise.all([
    found.mergedInto === null ? [] : db.select().from(correspondent).where(eq(correspondent.id, found.mergedInto)),
    db.select().from(correspondent).where(eq(correspondent.mergedInto, id)).orderBy(asc(correspondent.mergedAt)),
    listCards(db, filter, { correspondent: id, limit: 1 }, today),
  ])
  const { kind, name, code, address, email, phone, createdBy } = found
  return {
    ...{ id, kind, name, code, address, email, phone, createdBy, language: language.nullable().catch(null).parse(found.language) },
    ...{ codeFault: code !== null && codeFault(code), cards: cards.count, mergedInto: into[0] === undefined ? null : brief(into[0]) },
    merged: merged.map((one) => ({ ...brief(one), at: one.mergedAt?.toISOString() ?? '', by: one.mergedBy ?? '' })),
  }
}

/** Under lock; refuses one that is not there or went into another. */
export async function lockCorrespondent(tx: Tx, id: string): Promise<Correspondent> {
  const [found] = await tx.select().from(correspondent).where(eq(correspondent.id, id)).for('update')
  if (!found) throw noSuchCorrespondent()
  if (found.mergedInto !== null) throw refusal('correspondent-merged', { name: found.name }, `${found.name} went into another correspondent. Work with that one.`)
  return found
}

export const noSuchCorrespondent = () => refusal('no-such-correspondent', {}, 'There is no such correspondent.')

const brief = ({ id, kind, name, code }: Correspondent) => ({ id, kind, name, code })
