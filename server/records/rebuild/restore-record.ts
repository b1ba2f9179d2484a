import { eq } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import type { Tx } from '#platform/database.ts'
import type { RecordsContext } from '../context.ts'
import { accessPath, insertRecord, type ObjectContent } from '../record-rows.ts'
import { importClaim, record, type RecordState } from '../schema.ts'
import { restorePlan } from './restore-batch.ts'

/**
 * Brings a record back as its object tells it and sends it on where the line had left it: to be read,
 * to get its access rendition, or into the index. False when the database knows it: what is there is
 * never overwritten. An import under way is waited for.
 */
export async function restoreRecord(context: RecordsContext, content: ObjectContent, actor: string): Promise<boolean> {
  const { id } = content.description
  const now = context.clock.now()
  return context.db.transaction(async (tx) => {
    await tx.select().from(importClaim).where(eq(importClaim.record, id)).for('update')
    const [known] = await tx.select({ id: record.id }).from(record).where(eq(record.id, id))
    if (known) return false
    await restoreClass(tx, content)
    await restorePlan(tx, content, now)
    const state = stateOf(content)
    if (!(await insertRecord(context, tx, content, state))) return false
    await tx.delete(importClaim).where(eq(importClaim.record, id))
    await context.outbox.announce(tx, 'record.restored', id)
    await context.outbox.announce(tx, eventBehind[state], id)
    await appendAudit(tx, { actor, action: 'records.rebuild', object: `record:${id}`, details: { pages: content.description.pages.length } }, now)
    return true
  })
}

/** What the line announces when a record enters each state that an object can tell. */
const eventBehind = { reading: 'record.published', rendering: 'record.read', indexing: 'record.rendered' } as const

function stateOf({ description, text, files }: ObjectContent): keyof typeof eventBehind & RecordState {
  if (text === null || description.readAt === null) return 'reading'
  const pictured = description.pages.some((page) => page.path !== null)
  return pictured && !files.some((file) => file.path === accessPath) ? 'rendering' : 'indexing'
}

/** A class that the file plan no longer has comes back with its code as its title. */
async function restoreClass(tx: Tx, { description: { class: code, unit, wholeHouse } }: ObjectContent): Promise<void> {
  if (code !== null) await tx.insert(fileClass).values({ code, title: { en: code }, unit, wholeHouse }).onConflictDoNothing()
}
