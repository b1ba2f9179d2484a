import { and, eq } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { addScannedPaper } from '#server/file-plan/paper.ts'
import { putInFile } from '#server/file-plan/put-in-file.ts'
import { fact, file, fileMember, fileVolume, paperCopy, person, personLink, type FactSubject } from '#server/file-plan/schema.ts'
import type { RecordsContext } from './context.ts'
import type { DescribedFact, RecordDescription } from './record-form.ts'

/** Whoever is named where nobody in particular did it. */
const filer = 'system'

/**
 * Puts a record, new or restored, where its description says that it lies, with its people and its paper. A new one with a file index
 * lies in that file, and one that was scanned has its paper somewhere.
 */
export async function fileRecord({ outbox, clock }: Pick<RecordsContext, 'outbox' | 'clock'>, tx: Tx, description: RecordDescription): Promise<void> {
  const { id, class: code, file: number, batch, memberships, people, paper, pages } = description
  const [capturedAt, now] = [new Date(description.createdAt), clock.now()]
  if (paper === null) await (batch === null ? null : addScannedPaper(tx, id, pages.length, now))
  else for (const one of paper) await tx.insert(paperCopy).values({ ...one, subjectKind: 'record', subject: id, changedAt: new Date(one.changedAt) }).onConflictDoNothing()
  for (const one of memberships ?? []) await restoreMembership(tx, id, one)
  for (const one of people) await restorePerson(tx, id, one, capturedAt)
  await outbox.announceEach(tx, 'file.facts-changed', (memberships ?? []).map((one) => one.file))
  if (memberships === null && code && number) await putInFile(tx, outbox, { class: code, number, record: id, actor: filer, capturedAt, today: description.createdAt.slice(0, 10), now })
}

type Membership = NonNullable<RecordDescription['memberships']>[number]

/** What the database knows of a file stays; two records of one file bring it back once. */
async function restoreMembership(tx: Tx, record: string, { file: id, class: code, number, title, state, openedOn, closedOn, volume, addedAt, addedBy, volumes, facts }: Membership): Promise<void> {
  const added = new Date(addedAt)
  await tx.insert(fileClass).values({ code, title: { en: code }, unit: null, wholeHouse: false }).onConflictDoNothing()
  await tx.insert(file).values({ id, class: code, number, title, state, openedOn, closedOn, createdAt: added, createdBy: addedBy }).onConflictDoNothing()
  const [known] = await tx.select({ id: file.id }).from(file).where(and(eq(file.class, code), eq(file.number, number)))
  const [same] = await tx.select({ id: file.id }).from(file).where(eq(file.id, id))
  const lies = same?.id ?? known?.id ?? id
  await tx.insert(fileMember).values({ file: lies, record, volume, addedAt: added, addedBy }).onConflictDoNothing()
  if (lies !== id) return
  for (const one of volumes) await tx.insert(fileVolume).values({ file: id, ...one }).onConflictDoNothing()
  await restoreFacts(tx, 'file', id, facts)
}

async function restorePerson(tx: Tx, record: string, { id, name, through, facts }: RecordDescription['people'][number], at: Date): Promise<void> {
  await tx.insert(person).values({ id, name, createdAt: at, createdBy: filer }).onConflictDoNothing()
  const subject = through === null ? { subjectKind: 'record' as const, subject: record } : { subjectKind: 'file' as const, subject: through }
  await tx.insert(personLink).values({ person: id, ...subject, linkedAt: at, linkedBy: filer }).onConflictDoNothing()
  await restoreFacts(tx, 'person', id, facts)
}

async function restoreFacts(tx: Tx, kind: FactSubject, id: string, facts: readonly DescribedFact[]): Promise<void> {
  for (const one of facts) await tx.insert(fact).values(factRow(kind, id, one)).onConflictDoNothing()
}

/** A fact of `record.json` as a row. */
export function factRow(subjectKind: FactSubject, subject: string, { event: name, recordedAt, retractedAt, ...one }: DescribedFact): typeof fact.$inferInsert {
  return { ...one, subjectKind, subject, name, recordedAt: new Date(recordedAt), retractedAt: retractedAt === null ? null : new Date(retractedAt) }
}
