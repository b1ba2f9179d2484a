import type { AcceptItem, IntakeSource } from '#contract/intake.ts'
import { newCard, type CardRegistered } from '#contract/cards.ts'
import { language } from '#contract/common.ts'
import type { FieldForm } from '#contract/registers.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Tx } from '#platform/database.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { extraFields, refuseStrangeFields } from '../cards/check-fields.ts'
import type { Registrar } from '../cards/may-enter.ts'
import { registerCardIn } from '../cards/register-card.ts'
import type { CardFilter } from '../cards/visible-cards.ts'
import type { RegistryContext } from '../context.ts'
import { judgePapers, noteCase, refuseWithoutDay } from '../counter/register-at-counter.ts'
import { moreFieldsOf } from '../services/more-fields.ts'
import { inForceOn, noSuchService, versionsOf } from '../services/read-service.ts'
import { assignUploads } from '../uploads/receive-file.ts'
import type { IntakeItem } from './schema.ts'

const channels: Record<IntakeSource, 'portal' | 'e-mail' | 'scan' | 'exchange'> = { online: 'portal', mail: 'e-mail', folder: 'scan', api: 'exchange' }

/** Who accepts: a clerk, or the house itself where it was told to. `filter`: which cards count as papers in the house. */
export type Acceptor = Registrar & { filter: CardFilter }

/** Number, card and files of an item, in the transaction of the decision on it. Refuses for a service with `papers-missing`, and as a registration does. */
export async function registerItem(context: RegistryContext, tx: Tx, item: IntakeItem, form: AcceptItem, by: Acceptor): Promise<CardRegistered> {
  const today = dayIn(context.timeZone, context.clock.now())
  const served = item.proposedService === null ? null : inForceOn(await versionsOf(tx, item.proposedService), today)
  if (item.proposedService !== null && served === null) throw noSuchService(item.proposedService)
  const files = item.files.filter(({ original }) => original !== true).map(({ upload, paper }) => ({ upload, paper }))
  const correspondent = form.correspondent ?? null
  const judged = served === null ? null : await judgePapers(tx, served, { taken: [], files, correspondent, language: language.safeParse(item.language).data }, by.filter)
  if (judged !== null && judged.awaited.length > 0) refuseWithoutDay(judged.awaitedNames, form.awaitUntil, today)
  const register = form.register ?? served?.register ?? item.proposedRegister
  const kind = form.kind ?? served?.kind ?? item.proposedKind
  if (register === null || kind === null) throw new OpisError('bad-request', `${register === null ? 'register' : 'kind'}: nothing is proposed. Choose one.`)
  const asked = await moreFieldsOf(tx, [{ code: '', register, kind, fields: served?.fields ?? [] }])
  const card = newCard.parse({
    ...{ register, kind, subject: form.subject ?? item.title, restricted: form.restricted },
    ...{ correspondent: form.correspondent, receivedOn: item.receivedOn, channel: channels[item.source], language: item.language ?? undefined, service: served?.code },
    fields: fieldsOf(item.payload, form.fields ?? {}, extraFields(served?.fields ?? [], asked.get('') ?? [])),
  })
  const made = await registerCardIn(context, tx, card, by)
  if (judged !== null) await noteCase(context, tx, made.id, { files: [], awaitUntil: form.awaitUntil }, judged, { ...by, today })
  await assignUploads(context, tx, '', files, { card: made.id, role: 'annex' })
  return made
}

type Values = Record<string, string | number>

/**
 * What the clerk filled in, before what the sender did; an empty text takes the sender's away. Of the sender's fields those
 * that are asked for; anything else of the payload stays with the item. Refuses a strange field of the clerk as `bad-request`.
 */
function fieldsOf({ fields }: Readonly<Record<string, unknown>>, filled: Readonly<Values>, asked: readonly FieldForm[]): Values {
  refuseStrangeFields(asked, filled)
  const said = typeof fields === 'object' && fields !== null ? Object.entries(fields) : []
  const known = said.filter((pair): pair is [string, string | number] => (typeof pair[1] === 'string' || typeof pair[1] === 'number') && asked.some(({ code }) => code === pair[0]))
  return Object.fromEntries(Object.entries({ ...Object.fromEntries(known), ...filled }).filter(([, value]) => value !== ''))
}
