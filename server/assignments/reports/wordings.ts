import type { RegisterTotals, ReportColumn, ReportName, ReportView } from '#contract/reports.ts'
import type { Language } from '#kernel/language.ts'
import { columnTexts, keyTexts, kindless, registerTexts, reportTexts, stageTexts, type Texts } from './report-texts.ts'

type Key = ReportView['keys'][number]

/** Words of reports in one language: the screen, the printed page and the spreadsheet say the same. */
export type Wordings = {
  title(report: ReportName): string
  explains(report: ReportName): string
  key(key: Key['key']): Key
  column(key: string, kind: ReportColumn['kind'], drill?: boolean): ReportColumn
  stage(code: string): string
  register(totals: Omit<RegisterTotals, 'agrees' | 'lines'>): string[]
  head: string
  nobody: string
  total: string
  /** All people of a unit together. */
  whole: string
  agrees(agrees: boolean): string
  asOf(instant: string): string
  page(page: number, pages: number): string
}

const places: Readonly<Record<Language, 0 | 1 | 2 | 3 | 4>> = { en: 0, ro: 1, uk: 2, ru: 3, ka: 4 }

export function wordingsIn(language: Language): Wordings {
  const say = (texts: Texts | undefined, otherwise: string): string => texts?.[places[language]] ?? otherwise
  const fill = (texts: Texts, facts: Readonly<Record<string, string | number>>): string => say(texts, '').replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''))
  return {
    title: (report) => say(reportTexts[report].title, report),
    explains: (report) => say(reportTexts[report].explains, ''),
    key: (key) => ({ key, title: say(keyTexts[key], key) }),
    column: (key, kind, drill = false) => ({ key, title: say(columnTexts[key], key), kind, drill }),
    stage: (code) => say(stageTexts[code], code),
    register: (totals) => registerTexts.map((texts) => fill(texts, totals)),
    head: say(kindless.head, ''),
    nobody: say(kindless.nobody, ''),
    total: say(kindless.total, ''),
    whole: say(kindless.whole, ''),
    agrees: (agrees) => say(agrees ? kindless.agrees : kindless.disagrees, ''),
    asOf: (instant) => fill(kindless.asOf, { instant }),
    page: (page, pages) => `${page} / ${pages}`,
  }
}
