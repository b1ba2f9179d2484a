import type { Hono } from 'hono'
import type { PublicFigure } from '#contract/public-status.ts'
import type { HttpEnv } from '#platform/http/api.ts'
import { csvFile } from '#platform/spreadsheet/csv.ts'
import { figuresPage, shownCount, unitOf } from './pages/figures-page.ts'
import { chooseLanguage, texts } from './texts/choose-language.ts'

/** Figures of each month as a page and as a table to download. */
export function figuresRoutes(app: Hono<HttpEnv>, deps: { figures: () => Promise<readonly PublicFigure[]>; house: string }): void {
  app.get('/status/figures', async (c) => c.html(figuresPage({ language: chooseLanguage(c.req.query('lang'), c.req.header('accept-language')), house: deps.house, month: c.req.query('month') ?? null }, await deps.figures())))
  app.get('/status/figures.csv', async (c) => {
    const language = chooseLanguage(c.req.query('lang'), c.req.header('accept-language'))
    const text = texts[language]
    const counts = ['registered', 'answeredInTime', 'answeredLate', 'overdue', 'pending'] as const
    const file = csvFile({
      name: text.figures,
      columns: [{ title: text.month, kind: 'text' }, { title: text.unit, kind: 'text' }, ...[text.registered, text.inTime, text.late, text.overdue, text.pending].map((title) => ({ title, kind: 'number' }) as const)],
      rows: (await deps.figures()).map((line) => [line.month, unitOf(language, line), ...counts.map((one) => numberOr(shownCount(line, line[one])))]),
    })
    return c.body(new Uint8Array(file), 200, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="figures.csv"' })
  })
}

const numberOr = (shown: string): number | string => (shown.startsWith('<') ? shown : Number(shown))
