import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import type { DraftPaper } from './load-draft-paper.ts'
import { paperDay, paperTexts, paperTime } from './paper-texts.ts'
import type { Visa } from './schema.ts'

const shares = [0.06, 0.22, 0.14, 0.14, 0.17, 0.27] as const
/** What fits on one page beside the heads. */
const shownVisas = 16
const shownRemarkChars = 180

/**
 * The approval sheet on one page, PDF/A-2b: who drafted, who gave which visa with which remarks, who approved, on which version.
 * Visas on the approved version come first; of earlier versions as many as the page has room for.
 */
export async function writeApprovalSheet({ language, draft, version, visas, result, name, timeZone }: DraftPaper): Promise<PaperDone> {
  const texts = paperTexts[language]
  const time = (at: Date | null) => (at === null ? '—' : paperTime(at, language, timeZone))
  const paper = openPaper({ title: `${texts.sheet} ${result.number}`, language, createdAt: draft.registeredAt ?? draft.createdAt, watermark: result.test ? 'TEST' : null, footer: texts.page })
  paper.text(texts.sheet, { strong: true, sizePt: 14, align: 'center', gapPt: 2 })
  paper.text(texts.of(result.number, paperDay(result.registeredOn, language)), { align: 'center', gapPt: 4 })
  paper.text(cut(draft.subject, 300), { align: 'center', gapPt: 10 })
  paper.text(`${texts.drafted}: ${name(draft.author)}, ${time(version.savedAt)}`)
  paper.text(`${texts.version}: ${version.version}`)
  paper.text(`${texts.checksum}: ${version.sha512.slice(0, 64)} ${version.sha512.slice(64)}`, { sizePt: 8, gapPt: 8 })
  const counted = visas.filter((one) => one.version === version.version)
  const shown = [...counted, ...visas.filter((one) => one.version !== version.version && one.decidedAt !== null).toReversed()]
  if (shown.length === 0) paper.text(texts.noVisas)
  else await paper.table(texts.visas.map((title, at) => ({ title, share: shares[at] ?? 0 })), shown.slice(0, shownVisas).map((one, at) => [String(at + 1), whoGave(one), time(one.askedAt), time(one.decidedAt), decisionOf(one), cut(one.remarks, shownRemarkChars)]))
  if (shown.length > shownVisas) paper.text(texts.more(shown.length - shownVisas))
  paper.gap(10)
  const insteadOf = draft.approvedFor === null ? '' : ` (${texts.insteadOf(name(draft.approvedFor))})`
  paper.text(`${texts.approval}: ${name(draft.approvedBy ?? '')}${insteadOf}, ${time(draft.approvedAt)}`, { strong: true })
  paper.text(`${texts.meaning} ${texts.noGrade}`, { sizePt: 8 })
  return paper.end()

  function whoGave({ person, decidedBy }: Visa): string {
    return decidedBy === null || decidedBy === person ? name(person) : `${name(decidedBy)} (${texts.insteadOf(name(person))})`
  }

  function decisionOf({ decision, version: of }: Visa): string {
    const said = decision === null ? texts.pending : texts.decisions[decision]
    return of === version.version ? said : `${said} (${texts.voided(of)})`
  }
}

const cut = (text: string, chars: number): string => (text.length <= chars ? text : `${text.slice(0, chars - 1)}…`)
