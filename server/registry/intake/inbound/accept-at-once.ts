import { and, eq, isNull } from 'drizzle-orm'
import { acceptItem as acceptForm } from '#contract/intake.ts'
import type { InboundApplication } from '#contract/inbound.ts'
import { newCorrespondent } from '#contract/correspondents.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Tx } from '#platform/database.ts'
import { addCorrespondentIn } from '../../correspondents/add-correspondent.ts'
import { nameKey } from '../../correspondents/name-key.ts'
import type { RegistryContext } from '../../context.ts'
import { correspondent } from '../../schema.ts'
import { acceptItemIn } from '../decide-item.ts'
import { intakeItem, type IntakeItem } from '../schema.ts'
import type { InboundClient } from './schema.ts'

/**
 * Registers an application without a clerk where the administrator said so for this program. What keeps it from being
 * registered (papers that are missing, a register that is closed) leaves it in the queue for a clerk.
 */
export async function acceptAtOnce(context: RegistryContext, tx: Tx, client: InboundClient, item: IntakeItem, form: InboundApplication): Promise<IntakeItem> {
  const by = { name: 'system', actor: `program:${client.name}`, units: [], anyUnit: true, filter: { everyUnit: true, units: [], name: 'system' } }
  try {
    await tx.transaction(async (inner) => {
      const writer = await applicantOf(context, inner, form, by.actor)
      await acceptItemIn(context, inner, item, acceptForm.parse({ correspondent: writer }), by)
    })
  } catch (error) {
    if (!(error instanceof OpisError) || error.retry) throw error
    return item
  }
  const [now] = await tx.select().from(intakeItem).where(eq(intakeItem.id, item.id))
  return now ?? item
}

/** Whoever has the code; without a code the same name with the same address of mail; else somebody new. */
async function applicantOf(context: RegistryContext, tx: Tx, { applicant, language }: InboundApplication, actor: string): Promise<string> {
  const { kind, name, code = null, email = null, phone = null, address = '' } = applicant
  if (code === null && email !== null) {
    const [known] = await tx.select({ id: correspondent.id }).from(correspondent).where(and(eq(correspondent.email, email), eq(correspondent.nameKey, nameKey(name)), isNull(correspondent.mergedInto))).limit(1)
    if (known !== undefined) return known.id
  }
  const said = newCorrespondent.parse({ kind, name, code, email, phone, address, language: language ?? null })
  const added = await addCorrespondentIn(context, tx, said, actor)
  if (added.outcome === 'made') return added.correspondent.id
  const holder = code === null ? undefined : added.found.find((one) => one.code !== null)
  if (holder !== undefined) return holder.id
  const another = await addCorrespondentIn(context, tx, { ...said, evenIfLike: true }, actor)
  if (another.outcome !== 'made') throw new Error('a correspondent was not added')
  return another.correspondent.id
}
