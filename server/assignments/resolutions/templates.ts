import { asc, eq, inArray, isNull, and, or } from 'drizzle-orm'
import type { z } from 'zod'
import type { ResolutionTemplate, templateForm } from '#contract/assignments.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { Reader } from '../reader.ts'
import { resolutionTemplate } from '../schema.ts'

/** Who keeps the words that the whole house uses. */
const housekeepers = ['administrator', 'head', 'clerk']

/** Words ready for the reader: his own and those of the absent for whom he stands in, of his units, of the house. */
export async function listTemplates(db: Db, reader: Reader): Promise<ResolutionTemplate[]> {
  const own = inArray(resolutionTemplate.author, [reader.name, ...reader.standsFor])
  const units = [...new Set([...reader.units, ...reader.leads.keys()])]
  const house = and(isNull(resolutionTemplate.author), isNull(resolutionTemplate.unit))
  const rows = await db.select().from(resolutionTemplate).where(or(own, house, ...(units.length > 0 ? [inArray(resolutionTemplate.unit, units)] : []))).orderBy(asc(resolutionTemplate.position), asc(resolutionTemplate.text)).limit(500)
  return rows.map(({ id, text, author, unit, position }) => ({ id, text, unit, position, of: author !== null ? 'author' : unit !== null ? 'unit' : 'house' }))
}

/** Adds words: of the author, of a unit that he leads or belongs to, or of the whole house. */
export async function saveTemplate(context: RegistryContext, reader: Reader, form: z.output<typeof templateForm>): Promise<void> {
  const { text, unit, position } = form
  const author = unit === null && form.own ? reader.name : null
  const allowed = author !== null || (unit === null ? reader.roles.some((role) => housekeepers.includes(role)) : reader.units.includes(unit) || reader.leads.has(unit))
  if (!allowed) throw refusal('may-not-resolve', {}, 'Words of a unit are kept by its people, those of the house by its head or registry.')
  const now = context.clock.now()
  const id = newId(now.getTime())
  await context.db.transaction(async (tx) => {
    await tx.insert(resolutionTemplate).values({ id, author, unit, text, position, madeBy: reader.name, madeAt: now })
    await appendAudit(tx, { actor: reader.actor, action: 'assignments.save-template', object: `resolution-template:${id}`, details: { text, unit } }, now)
  })
}

/** Takes words out again; those of others only who keeps the words of the house. */
export async function removeTemplate(context: RegistryContext, reader: Reader, id: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const [found] = await tx.select().from(resolutionTemplate).where(eq(resolutionTemplate.id, id))
    const allowed = found !== undefined && (found.author === reader.name || found.madeBy === reader.name || (found.author === null && reader.roles.some((role) => housekeepers.includes(role))))
    if (!allowed) throw refusal('no-such-template', {}, 'There are no such words ready, or they are of another person.')
    await tx.delete(resolutionTemplate).where(eq(resolutionTemplate.id, id))
    await appendAudit(tx, { actor: reader.actor, action: 'assignments.remove-template', object: `resolution-template:${id}`, details: { text: found.text } }, now)
  })
}
