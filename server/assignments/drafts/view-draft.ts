import { asc, eq } from 'drizzle-orm'
import type { DraftView } from '#contract/drafts.ts'
import type { Db } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { mayChangeCards } from '#server/registry/cards/may-change.ts'
import { personNames } from '#server/registry/cards/names-of.ts'
import { card, type Card } from '#server/registry/schema.ts'
import { actingAs, type DraftsContext } from './context.ts'
import { moreFieldsOf } from '#server/registry/services/more-fields.ts'
import { archivedOf } from '#server/registry/uploads/hold-file.ts'
import { seeDraft } from './lock-draft.ts'
import { maySend } from './may-send.ts'
import { movesOf } from './moves.ts'
import { proposePeople } from './propose-people.ts'
import { dispatch, draftEvent, draftVersion, visa, type Draft, type Visa } from './schema.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** A draft with every version, every visa, and what the reader may do with it now. */
export async function viewDraft(context: DraftsContext, principal: Principal, id: string): Promise<DraftView> {
  const { db } = context
  const seen = await seeDraft(context, db, actingAs(principal), id)
  const { draft: of, card: about, names } = seen
  const [made] = of.resultCard === null ? [] : await db.select().from(card).where(eq(card.id, of.resultCard))
  const versions = await db.select().from(draftVersion).where(eq(draftVersion.draft, id)).orderBy(asc(draftVersion.version))
  const visas = await db.select().from(visa).where(eq(visa.draft, id)).orderBy(asc(visa.version), asc(visa.position))
  const history = await db.select().from(draftEvent).where(eq(draftEvent.draft, id)).orderBy(asc(draftEvent.at), asc(draftEvent.id))
  const archived = await archivedOf(db, id)
  const { approvers: _approvers, ...proposal } = await proposePeople(db, about, dayIn(context.timeZone, context.clock.now()))
  return {
    ...{ id, kind: of.kind, register: of.register, subject: of.subject, language: of.language, author: of.author, state: of.state, version: of.lastVersion, assignment: of.assignment, approver: of.approver, mode: of.visaMode },
    card: briefCard(about),
    createdAt: of.createdAt.toISOString(),
    versions: versions.map((one) => ({ version: one.version, text: one.text, sha512: one.sha512, savedBy: one.savedBy, savedAt: one.savedAt.toISOString(), annexes: one.annexes.map((annex) => ({ ...annex, record: archived.get(annex.id) ?? null })) })),
    visas: visas.map(presentVisa),
    approval: approvalOf(of),
    result: made === undefined ? null : { card: made.id, number: made.number, registeredOn: made.registeredOn, record: of.resultRecord, sheet: of.sheetRecord },
    sending: await sendingOf(db, id),
    withdrawn: of.withdrawnAt === null ? null : { at: of.withdrawnAt.toISOString(), reason: of.withdrawReason ?? '' },
    proposal,
    fields: made === undefined ? await fieldsOf(db, of) : [],
    may: movesOf(of, visas, { name: actingAs(principal).name, names, desk: mayChangeCards(principal), sends: maySend(principal, seen, made ?? null) }),
    names: await personNames(db, [of.author, of.approver ?? '', of.approvedBy ?? '', ...proposal.people, ...names, ...versions.map((one) => one.savedBy), ...visas.flatMap((one) => [one.person, one.decidedBy ?? '', one.overruledBy ?? '', one.overruledFor ?? ''])]),
    history: history.map(({ at, actor, event, details }) => ({ at: at.toISOString(), actor, event, details })),
  }
}

export const briefCard = ({ id, number, subject, dueOn }: Card) => ({ id, number, subject, dueOn })

const presentVisa = ({ person, version, sha512, position, askedAt, decidedAt, decidedBy, decision, remarks, voidedAt, ...one }: Visa) => ({
  ...{ person, version, sha512, position, askedAt: iso(askedAt), decidedAt: iso(decidedAt), decidedBy, decision, remarks, voided: voidedAt !== null },
  overruled: one.overruledAt === null ? null : { by: one.overruledBy ?? '', insteadOf: one.overruledFor, at: one.overruledAt.toISOString(), reason: one.overruleReason ?? '' },
})

function approvalOf({ approvedAt, approvedBy, approvedFor, approvedVersion, approvedSha512 }: Draft): DraftView['approval'] {
  if (approvedAt === null || approvedBy === null || approvedVersion === null || approvedSha512 === null) return null
  return { by: approvedBy, insteadOf: approvedFor, at: approvedAt.toISOString(), version: approvedVersion, sha512: approvedSha512, grade: 'none' }
}

async function sendingOf(db: Db, id: string): Promise<DraftView['sending']> {
  const [found] = await db.select().from(dispatch).where(eq(dispatch.draft, id))
  return found === undefined ? null : { channel: found.channel, on: found.sentOn, by: found.sentBy, address: found.address, note: found.note }
}

async function fieldsOf(db: Db, of: Draft): Promise<DraftView['fields']> {
  const more = await moreFieldsOf(db, [{ code: of.id, register: of.register, kind: of.kind, fields: [] }])
  return more.get(of.id) ?? []
}
