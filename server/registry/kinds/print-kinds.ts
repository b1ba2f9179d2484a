import type { RouteStep } from '#contract/kinds.ts'
import { inLanguage, type Language } from '#kernel/language.ts'
import type { Db } from '#platform/database.ts'
import { openPaper, type PaperDone } from '#platform/pdf/paper.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { termInForce } from '../terms/read-terms.ts'
import { listKinds } from './list-kinds.ts'
import { sheetTexts } from './sheet-texts.ts'

const shares = [0.2, 0.1, 0.44, 0.13, 0.13] as const

/** The kinds in use on a day with routes and default deadlines on a sheet for sign-off, PDF/A-2b. */
export async function printKinds(db: Db, today: string, language: Language, now: Date): Promise<PaperDone> {
  const texts = sheetTexts[language]
  const kinds = (await listKinds(db, today)).filter((kind) => kind.now && (kind.retiredOn === null || kind.retiredOn > today))
  const deadlines = new Map<string, string>()
  for (const { term } of kinds) if (term !== null && !deadlines.has(term)) deadlines.set(term, await deadlineText(db, term, today, language))
  const paper = openPaper({ title: texts.title, language, createdAt: now, watermark: (await isTestMode(db)) ? 'TEST' : null, footer: texts.page, landscape: true })
  paper.text(texts.title, { strong: true, sizePt: 14, align: 'center', gapPt: 2 })
  paper.text(texts.asOf(today), { align: 'center', gapPt: 8 })
  await paper.table(
    texts.columns.map((title, at) => ({ title, share: shares[at] ?? 0 })),
    kinds.map((kind) => [`${inLanguage(kind.name, language) || kind.code} (${kind.code}, ${kind.version})`, texts.flows[kind.flow], routeText(kind.route, language), kind.term === null ? texts.none : (deadlines.get(kind.term) ?? kind.term), kind.class ?? texts.none]),
  )
  paper.gap(14)
  paper.keepTogether(60)
  for (let line = 0; line < 2; line += 1) paper.beside([{ text: texts.agreed, share: 0.2, style: { strong: true } }, { text: `______________________________________\n${texts.signature}`, share: 0.7, style: { sizePt: 9 } }])
  return paper.end()
}

/** `registry → head → visas (at once: ana, ion) → …` */
function routeText(route: readonly RouteStep[], language: Language): string {
  const texts = sheetTexts[language]
  if (route.length === 0) return texts.none
  return route
    .map(({ step, unit, people, mode, days }) => {
      const who = [unit, people?.join(', ')].filter((part) => part !== undefined && part !== '').join(', ')
      const details = [mode === undefined ? who : `${texts[mode]}${who === '' ? '' : `: ${who}`}`, days === undefined ? '' : `${days} ${texts.days}`].filter((part) => part !== '')
      return `${texts.steps[step]}${details.length === 0 ? '' : ` (${details.join('; ')})`}`
    })
    .join(' → ')
}

/** A rule that is not yet in force, or no longer there, is named by its code: the sheet must not fail for it. */
async function deadlineText(db: Db, term: string, today: string, language: Language): Promise<string> {
  const rule = await termInForce(db, term, today).catch(() => null)
  return rule === null ? term : `${rule.term.value} ${sheetTexts[language].units[rule.term.unit]}\n${rule.basis}`
}
