import { and, eq, isNull, ne } from 'drizzle-orm'
import type { CorrespondentForm } from '#contract/correspondents.ts'
import { appendAudit } from '#server/audit/append.ts'
import { changesBetween } from '../cards/changes-between.ts'
import type { RegistryContext } from '../context.ts'
import { correspondent } from '../schema.ts'
import { codeOf, codeTaken, keyOf } from './add-correspondent.ts'
import { lockCorrespondent } from './see-correspondent.ts'

/** Changes what is known of a correspondent; the audit log keeps old and new. Refuses with `correspondent-code-taken`. */
export async function changeCorrespondent(context: RegistryContext, id: string, form: CorrespondentForm, actor: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    const found = await lockCorrespondent(tx, id)
    const { kind, name, address, email, phone, language } = form
    const next = { kind, name, address, email, phone, language, code: form.code === null ? null : codeOf(form.code) }
    const changes = changesBetween(found, next)
    if (Object.keys(changes).length === 0) return
    if (next.code !== null && next.code !== found.code) {
      const [holder] = await tx.select().from(correspondent).where(and(eq(correspondent.code, next.code), isNull(correspondent.mergedInto), ne(correspondent.id, id)))
      if (holder) throw codeTaken(holder.name)
    }
    await tx.update(correspondent).set({ ...next, nameKey: keyOf(name) }).where(eq(correspondent.id, id))
    await appendAudit(tx, { actor, action: 'registry.change-correspondent', object: `correspondent:${id}`, details: { changes } }, context.clock.now())
  })
}
