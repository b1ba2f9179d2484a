import { createHash } from 'node:crypto'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import type { Language } from '#kernel/language.ts'
import type { PaperDone } from '#platform/pdf/paper.ts'
import { appendAudit } from '#server/audit/append.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { importFile } from '#server/records/import-file.ts'
import { act, keepDecision } from '../acts/schema.ts'
import { chooseLayout } from './choose-layout.ts'
import type { FormsContext } from './context.ts'
import { loadActDocument } from './load-act-document.ts'
import { loadCertificate } from './load-proofs.ts'
import { actFiling } from './schema.ts'
import { writeActForm } from './write-act-form.ts'
import { writeCertificate } from './write-certificate.ts'

type Act = typeof act.$inferSelect
const actor = 'system'

/**
 * The task after an act was executed: its form and its certificate become records of this archive, kept permanently, and
 * the act is `filed`. What was printed is written down first, so that a repetition after a kill files the very same bytes,
 * which the archive takes once.
 */
export async function fileAct(context: FormsContext, id: string): Promise<void> {
  const { db } = context.records
  const [found] = await db.select().from(act).where(and(eq(act.id, id), eq(act.kind, 'destruction')))
  if (found === undefined || !['executed', 'executed-in-part'].includes(found.state)) return
  const { layout, language } = chooseLayout(context, found.schedule, {})
  await printOnce(context, found, 'form', language, async () => writeActForm(await loadActDocument(context, id, language), layout, language))
  await printOnce(context, found, 'certificate', language, async () => writeCertificate(await loadCertificate(context, id, language), language))
  const form = await importOnce(context, found, 'form')
  const certificate = await importOnce(context, found, 'certificate')
  await db.transaction(async (tx) => {
    const [now] = await tx.select().from(act).where(eq(act.id, id)).for('update')
    if (now === undefined || now.filedAs !== null) return
    await tx.insert(keepDecision).values([form, certificate].map((record) => ({ id: newId(), subjectKind: 'record' as const, subject: record, until: null, basis: `case file of fonds ${found.fonds}: act ${found.number}`, protocol: null, rule: null, decidedBy: actor, decidedAt: context.clock.now() })))
    await tx.update(actFiling).set({ content: null, pages: null }).where(eq(actFiling.act, id))
    await tx.update(act).set({ state: 'filed', filedAs: form }).where(eq(act.id, id))
    for (const record of [form, certificate]) await context.records.outbox.announce(tx, 'record.duties-changed', record)
    await appendAudit(tx, { actor, action: 'acts.file', object: `act:${id}`, details: { form, certificate } }, context.clock.now())
  })
  context.records.outbox.wake()
}

type Part = 'form' | 'certificate'

async function printOnce({ records: { db } }: FormsContext, { id }: Act, part: Part, language: Language, print: () => Promise<PaperDone>): Promise<void> {
  const [known] = await db.select({ part: actFiling.part }).from(actFiling).where(and(eq(actFiling.act, id), eq(actFiling.part, part)))
  if (known !== undefined) return
  const { bytes, pages } = await print()
  await db.insert(actFiling).values({ act: id, part, language, sha512: createHash('sha512').update(bytes).digest('hex'), content: bytes, pages }).onConflictDoNothing()
}

/** The text of the pages goes in as it was printed: nothing needs to be recognised from a picture. */
async function importOnce(context: FormsContext, found: Act, part: Part): Promise<string> {
  const { db } = context.records
  const here = and(eq(actFiling.act, found.id), eq(actFiling.part, part))
  const [printed] = await db.select().from(actFiling).where(here)
  if (printed === undefined) throw new Error(`the ${part} of act ${found.id} was not printed`)
  if (printed.record !== null) return printed.record
  const pages = (printed.pages ?? []).map((text) => ({ text, language: printed.language }))
  const file = { original: new Uint8Array(printed.content ?? Buffer.alloc(0)), mediaType: 'application/pdf', storedName: 'file.pdf', pages }
  const name = `${part === 'form' ? 'act' : 'certificate'}-${found.number.replaceAll('/', '-')}.pdf`
  const done = await importFile(context.records, { name, class: await knownClass(context), date: found.drawnOn, file }, actor)
  const record = done.record ?? done.duplicateOf
  if (record === null) throw new Error(`the ${part} of act ${found.id} was neither imported nor found`)
  await db.update(actFiling).set({ record }).where(here)
  return record
}

/** A class that the file plan no longer has must not keep an act from being filed. */
async function knownClass({ records: { db }, actsClass }: FormsContext): Promise<string | undefined> {
  if (actsClass === null) return undefined
  const [known] = await db.select({ code: fileClass.code }).from(fileClass).where(eq(fileClass.code, actsClass))
  return known?.code
}

/** Announces acts that were executed and are not filed, because that was given up or forgotten. */
export async function announceUnfiled({ records }: Pick<FormsContext, 'records'>): Promise<number> {
  const waiting = sql`exists (select 1 from task where task.subject = ${act.id}::text and task.name = 'file-act' and task.state = 'pending')`
  const acts = await records.db.select({ id: act.id }).from(act).where(and(eq(act.kind, 'destruction'), inArray(act.state, ['executed', 'executed-in-part']), isNull(act.filedAs), sql`not ${waiting}`))
  for (const { id } of acts) await records.db.transaction((tx) => records.outbox.announce(tx, 'act.executed', id))
  if (acts.length > 0) records.outbox.wake()
  return acts.length
}
