import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import { fillPlaceholders } from './draft-text.ts'
import type { DraftPaper } from './load-draft-paper.ts'
import { paperDay, paperTexts, paperTime } from './paper-texts.ts'

/** The approved version as it leaves the house, PDF/A-2b: its number and date filled in, its annexes named, and who approved it on the screen. */
export async function writeResult({ house, language, draft, version, result, answered, correspondent, name, timeZone }: DraftPaper): Promise<PaperDone> {
  const texts = paperTexts[language]
  const day = paperDay(result.registeredOn, language)
  const approvedAt = draft.approvedAt ?? draft.createdAt
  const paper = openPaper({ title: `${result.number} ${draft.subject}`, language, createdAt: draft.registeredAt ?? approvedAt, watermark: result.test ? 'TEST' : null, footer: texts.page })
  paper.text(house, { strong: true, sizePt: 12, align: 'center', gapPt: 10 })
  const to = correspondent === null ? '' : [correspondent.name, correspondent.address].filter((part) => part !== '').join('\n')
  paper.beside([
    { text: `№ ${result.number}\n${day}\n${texts.inAnswer(answered.number, paperDay(answered.registeredOn, language))}`, share: 0.5 },
    { text: to, share: 0.48, style: { align: 'right' } },
  ])
  paper.gap(12)
  paper.text(draft.subject, { strong: true, gapPt: 10 })
  const text = fillPlaceholders(version.text, { number: result.number, date: day })
  for (const paragraph of text.split('\n')) paper.text(paragraph === '' ? ' ' : paragraph, { gapPt: 3 })
  if (version.annexes.length > 0) {
    paper.gap(8)
    paper.text(`${texts.annexes}:\n${version.annexes.map((annex, at) => `${at + 1}. ${annex.name}, ${texts.pages(annex.pages)}`).join('\n')}`, { sizePt: 9 })
  }
  paper.gap(16)
  paper.keepTogether(50)
  paper.text(signatureLine(texts.approved(name(draft.approvedBy ?? ''), paperTime(approvedAt, language, timeZone)), draft.approvedFor === null ? null : texts.insteadOf(name(draft.approvedFor))), { strong: true, gapPt: 2 })
  paper.text(texts.noGrade, { sizePt: 8 })
  return paper.end()
}

const signatureLine = (line: string, insteadOf: string | null): string => (insteadOf === null ? line : `${line} (${insteadOf})`)
