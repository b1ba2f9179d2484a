import { and, eq } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { noteCard } from '../cards/note-card.ts'
import { noSuchCard } from '../cards/visible-cards.ts'
import type { RegistryContext } from '../context.ts'
import { card, type Card } from '../schema.ts'
import { readServiceVersion } from '../services/read-service.ts'
import { completePapersIn } from '../terms/await-papers.ts'
import { assignUploads } from '../uploads/receive-file.ts'
import { cardPaper } from './schema.ts'

type Brought = { papers: readonly string[]; files: readonly { upload: string; paper?: string | undefined }[] }

/** Takes papers that came after the registration. With the last of those awaited the case goes on to be examined,
 * and its term begins anew where the law says so. */
export async function takePapers(context: RegistryContext, of: Card, brought: Brought, by: { name: string; actor: string }): Promise<void> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  await context.db.transaction(async (tx) => {
    const [asked] = await tx.select().from(card).where(eq(card.id, of.id)).for('update')
    if (!asked) throw noSuchCard()
    const { papers } = await readServiceVersion(tx, of.service ?? '', of.serviceVersion ?? 0)
    const strange = brought.papers.find((code) => !papers.some((paper) => paper.code === code))
    if (strange !== undefined) throw new OpisError('bad-request', `The service of this case has no paper ${strange}.`)
    const noted = { state: 'taken' as const, heldIn: null, dueOn: null, notedBy: by.name, notedAt: now }
    for (const paper of brought.papers) await tx.insert(cardPaper).values({ card: of.id, paper, ...noted }).onConflictDoUpdate({ target: [cardPaper.card, cardPaper.paper], set: noted })
    await assignUploads(context, tx, by.name, brought.files, { card: of.id, role: 'annex' })
    const awaited = await tx.select().from(cardPaper).where(and(eq(cardPaper.card, of.id), eq(cardPaper.state, 'awaited')))
    if (awaited.length === 0 && asked.papersAskedOn !== null) await completePapersIn(context, tx, asked, asked.version, today, { ...by, now, today })
    await noteCard(tx, of.id, { event: 'papers-taken', details: { papers: [...brought.papers] } }, { actor: by.actor, now })
    await appendAudit(tx, { actor: by.actor, action: 'registry.take-papers', object: `card:${of.id}`, details: { papers: [...brought.papers] } }, now)
  })
  context.outbox.wake()
}
