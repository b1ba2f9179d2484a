import type { Language } from '#kernel/language.ts'
import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import { formDate } from './form-date.ts'
import { sharedTexts } from './layouts/find-texts.ts'
import { countTwice } from './words/count-in-words.ts'

/** One record that was erased. `gone`: the places it was erased from. The two dates are civil dates. */
export type CertificateLine = { number: number; record: string; title: string | null; gone: readonly string[]; destroyedOn: string | null; backupsUntil: string | null; sha512: readonly string[] }

/** What is certified of an executed act. */
export type CertificateDocument = { body: string; act: { number: string; date: string }; lines: readonly CertificateLine[]; madeAt: Date }

const shares = [0.05, 0.17, 0.25, 0.17, 0.11, 0.11, 0.14] as const
const shownDigits = 16

/**
 * The certificate of destruction as PDF/A-2b: what was erased from where, and two dates for each record, the day of
 * destruction and the day on which the last backup with it expires. A draft while anything is still being erased.
 */
export async function writeCertificate(document: CertificateDocument, language: Language): Promise<PaperDone> {
  const shared = sharedTexts(language)
  const texts = shared.certificate
  const destroyed = document.lines.filter(({ destroyedOn }) => destroyedOn !== null)
  const isWhole = destroyed.length === document.lines.length
  const paper = openPaper({ title: `${texts.title} ${document.act.number}`, language, createdAt: document.madeAt, watermark: isWhole ? null : shared.draft, footer: shared.page, landscape: true })
  const day = (date: string | null, missing: string) => (date === null ? missing : formDate(date, shared.locale))
  paper.text(document.body, { strong: true, gapPt: 8 })
  paper.text(texts.title, { align: 'center', strong: true, sizePt: 14, gapPt: 2 })
  paper.text(texts.ofAct(document.act.number, formDate(document.act.date, shared.locale)), { align: 'center', gapPt: 8 })
  paper.text(texts.meaning, { gapPt: 8 })
  await paper.table(
    texts.columns.map((title, at) => ({ title, share: shares[at] ?? 0, align: at === 0 || at === 4 || at === 5 ? ('center' as const) : ('left' as const) })),
    document.lines.map((line) => [
      ...[String(line.number), line.record, line.title ?? '—', line.gone.map((part) => texts.parts[part] ?? part).join(', ')],
      ...[day(line.destroyedOn, texts.notYet), day(line.backupsUntil, texts.unknown), line.sha512.map((sum) => sum.slice(0, shownDigits)).join('\n')],
    ]),
  )
  paper.text(texts.summary(countTwice(document.lines.length, 'document', language), countTwice(destroyed.length, 'document', language)), { strong: true })
  const last = document.lines.map(({ backupsUntil }) => backupsUntil)
  if (last.includes(null)) paper.text(texts.backupsOpen)
  else if (last.length > 0) paper.text(texts.backups(formDate(last.filter((date) => date !== null).toSorted().at(-1) ?? '', shared.locale)))
  return paper.end()
}
