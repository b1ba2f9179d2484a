import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { CoverOrder } from '#contract/capture.ts'
import { appendAudit } from '#server/audit/append.ts'
import { newCoverId } from '#kernel/cover-id.ts'
import { refusal } from '#kernel/refusal.ts'
import type { CaptureContext } from '../context.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { cover } from '../schema.ts'

export type IssuedCover = typeof cover.$inferSelect & { classTitle: Record<string, string> | null }

/** Issues cover sheets: neutral ids that mean nothing until they come back in a pile. An unknown class is `not-found`. */
export async function issueCovers(context: CaptureContext, order: CoverOrder, actor: string): Promise<IssuedCover[]> {
  const now = context.clock.now()
  return context.db.transaction(async (tx) => {
    const [known] = order.class ? await tx.select().from(fileClass).where(eq(fileClass.code, order.class)) : []
    if (order.class && !known) throw refusal('unknown-class', { class: order.class }, `There is no class ${order.class} in the file plan.`)
    const rows = Array.from({ length: order.count }, () => ({
      id: newCoverId(randomBytes),
      class: order.class ?? null,
      file: order.file ?? null,
      sheets: order.sheets ?? null,
      recordDate: order.date ?? null,
      language: order.language ?? null,
      issuedAt: now,
      issuedBy: actor,
      usedBy: null,
    }))
    await tx.insert(cover).values(rows)
    await appendAudit(tx, { actor, action: 'capture.issue-covers', object: 'covers', details: { first: rows[0]?.id ?? '', count: rows.length } }, now)
    return rows.map((row) => ({ ...row, classTitle: known?.title ?? null }))
  })
}
