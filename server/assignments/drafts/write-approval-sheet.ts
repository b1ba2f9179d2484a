import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import type { DraftPaper } from './load-draft-paper.ts'
import { paperDay, paperTexts, paperTime } from './paper-texts.ts'
import type { Visa } from './schema.ts'

const shares = [0.06, 0.22, 0.14, 0.14, 0.17, 0.27] as const
/** What fits on one page beside the heads. */
const shownVisas = 16
const shownRemarkChars = 180
const sumSizePt = 6.5

/**
 * The approval sheet on one page, PDF/A-2b: who drafted, who gave which visa with which remarks, whom the approver overruled and why,
 * who approved, on which version with which annexes. Visas on the approved version come first; of earlier versions as many as the
 * page has room for. Many annexes, each with its whole checksum, go on over the page.
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
  for (const one of counted) if (one.overruledAt !== null) paper.text(`${name(one.person)}: ${texts.decisions['not-agreed']}. ${texts.overruled(inNameOf(one.overruledBy ?? '', one.overruledFor), time(one.overruledAt), one.overruleReason ?? '')}`, { sizePt: 9 })
  paper.gap(10)
  paper.text(`${texts.approval}: ${inNameOf(draft.approvedBy ?? '', draft.approvedFor)}, ${time(draft.approvedAt)}`, { strong: true })
  paper.text(`${texts.meaning} ${version.annexes.length === 0 ? '' : `${texts.meaningAnnexes} `}${texts.noGrade}`, { sizePt: 8 })
  if (version.annexes.length > 0) paper.text(texts.annexes, { strong: true, gapPt: 2 })
  for (const [at, annex] of version.annexes.entries()) {
    paper.text(`${at + 1}. ${annex.name}, ${texts.pages(annex.pages)}`, { sizePt: 9, gapPt: 1 })
    paper.text(`SHA-512: ${annex.sha512.slice(0, 64)} ${annex.sha512.slice(64)}`, { sizePt: sumSizePt, gapPt: 3 })
  }
  return paper.end()

  function whoGave({ person, decidedBy }: Visa): string {
    return decidedBy === null ? name(person) : inNameOf(decidedBy, decidedBy === person ? null : person)
  }

  function inNameOf(who: string, insteadOf: string | null): string {
    return insteadOf === null ? name(who) : `${name(who)} (${texts.insteadOf(name(insteadOf))})`
  }

  function decisionOf({ decision, version: of }: Visa): string {
    const said = decision === null ? texts.pending : texts.decisions[decision]
    return of === version.version ? said : `${said} (${texts.voided(of)})`
  }
}

const cut = (text: string, chars: number): string => (text.length <= chars ? text : `${text.slice(0, chars - 1)}…`)
