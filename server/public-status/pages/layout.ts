import { languages, type Language } from '#kernel/language.ts'
import { languageNames, texts } from '../texts/choose-language.ts'
import { html, type Markup } from '#platform/xml/html.ts'

/** What a page is about. `asked`: what somebody typed, so that another language can be chosen without typing it again. */
export type Page = { language: Language; house: string; title: string; path: string; month?: string; asked?: { number: string; check: string } }

/** A whole page: no script, nothing from elsewhere. */
export function layout(page: Page, content: Markup): string {
  const text = texts[page.language]
  const { markup } = html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title} – ${page.house}</title>
<link rel="stylesheet" href="/status/style.css">
</head>
<body>
<header>
<p class="house">${page.house}</p>
<nav aria-label="${text.language}">${page.asked === undefined ? links(page) : buttons(page, page.asked)}</nav>
</header>
<main>
${content}
</main>
<footer class="quiet">
<p>${text.privacy}</p>
<p>${page.path === '/status' ? html`<a href="/status/figures?lang=${page.language}">${text.figures}</a>` : html`<a href="/status?lang=${page.language}">${text.toLookUp}</a>`}</p>
</footer>
</body>
</html>
`
  return markup
}

function links({ language, path, month }: Page): Markup {
  const query = month === undefined ? '' : `&month=${month}`
  return html`<ul>${languages.map((one) => html`<li><a href="${path}?lang=${one}${query}" lang="${one}" hreflang="${one}"${current(one === language)}>${languageNames[one]}</a></li>`)}</ul>`
}

/** An answer is in no address, so another language asks again. */
function buttons({ language, path }: Page, asked: { number: string; check: string }): Markup {
  return html`<form method="post" action="${path}?lang=${language}"><input type="hidden" name="number" value="${asked.number}"><input type="hidden" name="check" value="${asked.check}"><ul>${languages.map(
    (one) => html`<li><button formaction="${path}?lang=${one}" lang="${one}"${current(one === language)}>${languageNames[one]}</button></li>`,
  )}</ul></form>`
}

const current = (is: boolean): Markup => (is ? html` aria-current="true"` : html``)
