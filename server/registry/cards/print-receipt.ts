import type { Language } from '#kernel/language.ts'
import type { PaperDone } from '#platform/pdf/paper.ts'
import { printReceipt, type CounterContext } from '../counter/print-case.ts'
import { writeReceipt } from '../counter/write-receipt.ts'
import { correspondent, type Card } from '../schema.ts'
import { eq } from 'drizzle-orm'
import { kindNames, personNames, unitNames } from './names-of.ts'

const papers: Record<Language, (sheets: number) => string> = {
  en: (sheets) => `Document, sheets: ${sheets}`,
  ro: (sheets) => `Document, foi: ${sheets}`,
  uk: (sheets) => `Документ, аркушів: ${sheets}`,
  ru: (sheets) => `Документ, листов: ${sheets}`,
  ka: (sheets) => `დოკუმენტი, ფურცელი: ${sheets}`,
}
const annexes: Record<Language, (sheets: number) => string> = {
  en: (sheets) => `Annexes, sheets: ${sheets}`,
  ro: (sheets) => `Anexe, foi: ${sheets}`,
  uk: (sheets) => `Додатки, аркушів: ${sheets}`,
  ru: (sheets) => `Приложения, листов: ${sheets}`,
  ka: (sheets) => `დანართები, ფურცელი: ${sheets}`,
}

/** The receipt for who handed a document in: that of its service where it has one, otherwise by its kind and sheets. */
export async function printCardReceipt(context: CounterContext, of: Card, language: Language): Promise<PaperDone> {
  if (of.service !== null) return printReceipt(context, of, language)
  const { db } = context
  const [units, kinds, people, applicants] = await Promise.all([unitNames(db, [of.unit]), kindNames(db, [of.kind]), personNames(db, [of.registeredBy]), of.correspondent === null ? [] : db.select({ name: correspondent.name }).from(correspondent).where(eq(correspondent.id, of.correspondent))])
  const taken = (code: string, text: string) => ({ code, name: { [language]: text }, required: false, state: 'taken' as const, dueOn: null })
  return writeReceipt(
    {
      ...{ body: units[of.unit] ?? { en: of.unit }, number: of.number, registeredOn: of.registeredOn, dueOn: of.dueOn, checkValue: of.checkValue, service: kinds[of.kind] ?? { en: of.kind }, applicant: applicants[0]?.name ?? null },
      papers: [...(of.sheets === null ? [] : [taken('sheets', papers[language](of.sheets))]), ...(of.annexSheets === null || of.annexSheets === 0 ? [] : [taken('annexes', annexes[language](of.annexSheets))])],
      ...{ clerk: people[of.registeredBy] ?? of.registeredBy, lookup: context.publicUrl === null ? null : `${context.publicUrl.replace(/\/+$/, '')}/status`, test: of.test, madeAt: of.registeredAt },
    },
    language,
  )
}
