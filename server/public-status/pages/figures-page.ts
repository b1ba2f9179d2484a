import type { PublicFigure } from '#contract/public-status.ts'
import type { Language } from '#kernel/language.ts'
import { nameIn, texts } from '../texts/choose-language.ts'
import { html, type Markup } from '#platform/xml/html.ts'
import { layout } from './layout.ts'

/** Fewer than five documents of a whole month are not told apart. */
const fewest = 5

/** A number as the figures show it: those of a line with fewer than five documents as `<5`. */
export function shownCount(line: PublicFigure, count: number): string {
  return line.registered < fewest ? (count === 0 && line.registered === 0 ? '0' : `<${fewest}`) : String(count)
}

export const unitOf = (language: Language, line: PublicFigure): string => (line.unit === null ? texts[language].otherUnits : (nameIn(language, line.name) ?? line.unit))

/** The page of one month, with links to the others. */
export function figuresPage(page: { language: Language; house: string; month: string | null }, figures: readonly PublicFigure[]): string {
  const { language, house } = page
  const text = texts[language]
  const months = [...new Set(figures.map(({ month }) => month))]
  const month = months.find((one) => one === page.month) ?? months[0]
  const content = html`<h1>${text.figures}</h1>
<p>${text.figuresIntro}</p>
${month === undefined ? html`<p class="card">${text.noFigures}</p>` : table(language, month, figures.filter((line) => line.month === month))}
${months.length > 1 ? html`<nav aria-label="${text.month}"><ul class="months">${months.map((one) => html`<li><a href="/status/figures?lang=${language}&month=${one}"${one === month ? html` aria-current="true"` : null}>${monthText(language, one)}</a></li>`)}</ul></nav>` : null}
<p class="again"><a href="/status/figures.csv?lang=${language}">${text.download}</a></p>`
  return layout({ language, house, title: text.figures, path: '/status/figures', ...(month === undefined ? {} : { month }) }, content)
}

function table(language: Language, month: string, lines: readonly PublicFigure[]): Markup {
  const text = texts[language]
  const columns = [
    [text.registered, 'registered'],
    [text.inTime, 'answeredInTime'],
    [text.late, 'answeredLate'],
    [text.overdue, 'overdue'],
    [text.pending, 'pending'],
  ] as const
  const total: PublicFigure = { month, unit: null, name: null, registered: 0, answeredInTime: 0, answeredLate: 0, overdue: 0, pending: 0 }
  for (const line of lines) for (const [, name] of columns) total[name] += line[name]
  // A total of exact lines and one hidden line would give the hidden one away.
  const hidden = lines.some(({ registered }) => registered < fewest)
  const row = (name: string, line: PublicFigure) => html`<tr><th scope="row">${name}</th>${columns.map(([title, key]) => html`<td data-label="${title}">${shownCount(line, line[key])}</td>`)}</tr>`
  return html`<div class="card"><h2>${monthText(language, month)}</h2>
<table>
<thead><tr><th scope="col">${text.unit}</th>${columns.map(([title]) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${lines.map((line) => row(unitOf(language, line), line))}</tbody>
${hidden ? null : html`<tfoot>${row(text.total, total)}</tfoot>`}
</table></div>`
}

/** A month as people write it. */
function monthText(language: Language, month: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`)).replace(/[ \u00a0\u202f][рг]\.$/, '')
}
