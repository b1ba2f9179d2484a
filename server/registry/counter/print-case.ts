import { inArray } from 'drizzle-orm'
import type { Language } from '#kernel/language.ts'
import type { PaperDone } from '#platform/pdf/paper.ts'
import { unit } from '#server/identity/units/schema.ts'
import { personNames } from '../cards/names-of.ts'
import type { RegistryContext } from '../context.ts'
import type { Card } from '../schema.ts'
import { readServiceVersion } from '../services/read-service.ts'
import { presentHandOut } from './hand-out.ts'
import { presentCase } from './list-cases.ts'
import type { HandOut } from './schema.ts'
import { writeReceipt } from './write-receipt.ts'
import { writeSlip } from './write-slip.ts'

/** `publicUrl`: address that people type, null where the house has none. */
export type CounterContext = RegistryContext & { publicUrl: string | null }

/** The receipt of a case in a language, as the case stands now. */
export async function printReceipt(context: CounterContext, of: Card, language: Language): Promise<PaperDone> {
  const shown = await presentCase(context.db, of)
  const clerks = await personNames(context.db, [of.registeredBy])
  const lookup = context.publicUrl === null ? null : `${context.publicUrl.replace(/\/+$/, '')}/status`
  return writeReceipt(
    { ...{ body: shown.unitName, number: of.number, registeredOn: of.registeredOn, dueOn: of.dueOn, checkValue: of.checkValue, service: shown.serviceName, applicant: shown.applicant }, ...{ papers: shown.papers, clerk: clerks[of.registeredBy] ?? of.registeredBy, lookup, test: of.test, madeAt: of.registeredAt } },
    language,
  )
}

/** The slip of a hand-out, to be signed by hand. */
export async function printSlip(context: CounterContext, found: { out: HandOut; card: Card }, language: Language): Promise<PaperDone> {
  const { out, card: of } = found
  const { name } = await readServiceVersion(context.db, of.service ?? '', of.serviceVersion ?? 0)
  const [place] = await context.db.select().from(unit).where(inArray(unit.code, [out.unit]))
  const clerks = await personNames(context.db, [out.handedBy])
  return writeSlip({ ...presentHandOut(found), unitName: place?.name ?? { en: out.unit }, service: name, clerk: clerks[out.handedBy] ?? out.handedBy, test: of.test, madeAt: out.at }, language)
}
