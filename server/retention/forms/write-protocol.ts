import type { Language } from '#kernel/language.ts'
import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import type { FormMember } from './act-document.ts'
import { formDate } from './form-date.ts'
import { sharedTexts } from './layouts/find-texts.ts'
import { countTwice } from './words/count-in-words.ts'

/** How the members voted on one line and what came of it. */
export type VotedLine = { number: number; title: string; agree: number; keep: number; extend: number; abstain: number; outcome: 'agreed' | 'kept' | 'open' }

/** A sitting of the commission as its protocol tells it. */
export type ProtocolDocument = {
  body: string
  commission: string
  protocol: string
  heldOn: string
  act: { number: string; title: string }
  members: readonly FormMember[]
  lines: readonly VotedLine[]
  /** Until it is closed, the protocol is a draft. */
  closed: boolean
  madeAt: Date
}

const shares = [0.06, 0.42, 0.09, 0.1, 0.11, 0.11, 0.11] as const

/** The protocol of a sitting as PDF/A-2b. */
export async function writeProtocol(document: ProtocolDocument, language: Language): Promise<PaperDone> {
  const shared = sharedTexts(language)
  const texts = shared.protocol
  const title = texts.title(document.protocol)
  const paper = openPaper({ title, language, createdAt: document.madeAt, watermark: document.closed ? null : shared.draft, footer: shared.page })
  paper.text(document.body, { strong: true })
  paper.text(document.commission, { gapPt: 10 })
  paper.text(title, { align: 'center', strong: true, sizePt: 14, gapPt: 2 })
  paper.text(texts.held(formDate(document.heldOn, shared.locale)), { align: 'center', gapPt: 10 })
  const present = document.members.filter((member) => member.present)
  paper.text(`${texts.present}: ${present.map(({ name, chair }) => (chair ? `${name} (${shared.chair})` : name)).join(', ')}`)
  paper.text(texts.onAct(document.act.number, document.act.title), { gapPt: 8 })
  paper.text(texts.decided, { strong: true })
  await paper.table(
    texts.columns.map((column, at) => ({ title: column, share: shares[at] ?? 0, align: at === 1 ? ('left' as const) : ('center' as const) })),
    document.lines.map((line) => [String(line.number), line.title, String(line.agree), String(line.keep), String(line.extend), String(line.abstain), texts.outcomes[line.outcome]]),
  )
  const agreed = document.lines.filter(({ outcome }) => outcome === 'agreed').length
  paper.text(texts.conclusion(countTwice(agreed, 'line', language), countTwice(document.lines.length - agreed, 'line', language)), { strong: true, gapPt: 10 })
  for (const { name, chair } of present) {
    paper.keepTogether(30)
    paper.beside([{ text: chair ? shared.chair : shared.member, share: 0.45 }, { text: '____________________', share: 0.25 }, { text: name, share: 0.3 }])
  }
  return paper.end()
}
