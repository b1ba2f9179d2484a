import { asc, eq } from 'drizzle-orm'
import type { DraftView } from '#contract/drafts.ts'
import type { Db } from '#platform/database.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { personNames } from '#server/registry/cards/names-of.ts'
import { card, type Card } from '#server/registry/schema.ts'
import type { Acting, DraftsContext } from './context.ts'
import { seeDraft } from './lock-draft.ts'
import { movesOf } from './moves.ts'
import { proposePeople } from './propose-people.ts'
import { dispatch, draftEvent, draftVersion, visa, type Draft, type Visa } from './schema.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** A draft with every version, every visa, and what the reader may do with it now. `desk`: whether he registers documents. */
export async function viewDraft(context: DraftsContext, by: Acting, id: string, desk: boolean): Promise<DraftView> {
  const { db } = context
  const { draft: of, card: about, names } = await seeDraft(context, db, by, id)
  const versions = await db.select().from(draftVersion).where(eq(draftVersion.draft, id)).orderBy(asc(draftVersion.version))
  const visas = await db.select().from(visa).where(eq(visa.draft, id)).orderBy(asc(visa.version), asc(visa.position))
  const history = await db.select().from(draftEvent).where(eq(draftEvent.draft, id)).orderBy(asc(draftEvent.at), asc(draftEvent.id))
  const { approvers: _approvers, ...proposal } = await proposePeople(db, about, dayIn(context.timeZone, context.clock.now()))
  return {
    ...{ id, kind: of.kind, register: of.register, subject: of.subject, language: of.language, author: of.author, state: of.state, version: of.lastVersion, assignment: of.assignment, approver: of.approver, mode: of.visaMode },
    card: briefCard(about),
    createdAt: of.createdAt.toISOString(),
    versions: versions.map((one) => ({ version: one.version, text: one.text, sha512: one.sha512, savedBy: one.savedBy, savedAt: one.savedAt.toISOString() })),
    visas: visas.map(presentVisa),
    approval: approvalOf(of),
    result: await resultOf(db, of),
    sending: await sendingOf(db, id),
    withdrawn: of.withdrawnAt === null ? null : { at: of.withdrawnAt.toISOString(), reason: of.withdrawReason ?? '' },
    proposal,
    may: movesOf(of, visas, { names, desk }),
    names: await personNames(db, [of.author, of.approver ?? '', of.approvedBy ?? '', ...proposal.people, ...names, ...versions.map((one) => one.savedBy), ...visas.flatMap((one) => [one.person, one.decidedBy ?? ''])]),
    history: history.map(({ at, actor, event, details }) => ({ at: at.toISOString(), actor, event, details })),
  }
}

export const briefCard = ({ id, number, subject, dueOn }: Card) => ({ id, number, subject, dueOn })

const presentVisa = ({ person, version, sha512, position, askedAt, decidedAt, decidedBy, decision, remarks, voidedAt }: Visa) => ({ person, version, sha512, position, askedAt: iso(askedAt), decidedAt: iso(decidedAt), decidedBy, decision, remarks, voided: voidedAt !== null })

function approvalOf({ approvedAt, approvedBy, approvedFor, approvedVersion, approvedSha512 }: Draft): DraftView['approval'] {
  if (approvedAt === null || approvedBy === null || approvedVersion === null || approvedSha512 === null) return null
  return { by: approvedBy, insteadOf: approvedFor, at: approvedAt.toISOString(), version: approvedVersion, sha512: approvedSha512, grade: 'none' }
}

async function resultOf(db: Db, { resultCard, resultRecord, sheetRecord }: Draft): Promise<DraftView['result']> {
  if (resultCard === null) return null
  const [found] = await db.select({ number: card.number, registeredOn: card.registeredOn }).from(card).where(eq(card.id, resultCard))
  return found === undefined ? null : { card: resultCard, ...found, record: resultRecord, sheet: sheetRecord }
}

async function sendingOf(db: Db, id: string): Promise<DraftView['sending']> {
  const [found] = await db.select().from(dispatch).where(eq(dispatch.draft, id))
  return found === undefined ? null : { channel: found.channel, on: found.sentOn, by: found.sentBy, address: found.address, note: found.note }
}
