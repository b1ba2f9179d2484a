import { languages, type Language } from '#kernel/language.ts'
import { publicLook } from '#platform/http/public-look.ts'
import { html, type Markup } from '#platform/xml/html.ts'
import { languageNames, onlineTexts } from './online-texts.ts'

export type OnlinePage = { language: Language; house: string; title: string; /** Where the same page is in another language. */ path: string; test: boolean }

/** A whole page: no script, nothing from elsewhere, one column that fits a narrow phone. */
export function layout({ language, house, title, path, test }: OnlinePage, content: Markup): string {
  const text = onlineTexts[language]
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – ${house}</title>
<link rel="stylesheet" href="/apply/style.css">
</head>
<body>
<header>
<p><a href="/apply?lang=${language}">${house}</a></p>
<nav aria-label="${text.language}"><ul>${languages.map((one) => html`<li><a href="${path}?lang=${one}" lang="${one}" hreflang="${one}"${one === language ? html` aria-current="true"` : null}>${languageNames[one]}</a></li>`)}</ul></nav>
</header>
<main>
${test ? html`<p class="warn">${text.test}</p>` : null}
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.markup
}

/** The looks of the pages; served as a file, since no inline style is allowed. */
export const style = `${publicLook}header, main { max-width: 42rem; margin: 0 auto; padding: 1rem; }
header { padding-bottom: 0; }
header p { margin: 0 0 .5rem; font-weight: 600; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem .75rem; list-style: none; margin: 0; padding: 0; font-size: .9375rem; }
nav a { display: inline-block; min-height: 2.75rem; padding: .6rem .25rem; }
[aria-current] { font-weight: 600; text-decoration: none; color: inherit; }
.services { list-style: none; padding: 0; }
.services li { border-block-end: 1px solid var(--line); padding-block: .75rem; }
.services p { margin: .125rem 0 0; }
label { display: block; margin-block: 1rem .25rem; font-weight: 600; }
input, textarea, select { width: 100%; font: inherit; padding: .5rem .75rem; border: 1px solid var(--line-strong); border-radius: .375rem; background: var(--surface); color: inherit; min-height: 3rem; }
button { font: inherit; font-weight: 600; padding: .625rem 2rem; margin-block-start: 1.25rem; border: 0; border-radius: .375rem; background: var(--accent); color: var(--on-accent); min-height: 3rem; cursor: pointer; }
dl { display: grid; gap: .125rem; }
dt { color: var(--quiet); font-size: .9375rem; margin-block-start: .5rem; }
dd { margin: 0; font-weight: 600; }
.code { font: 700 1.5rem/1.4 ui-monospace, monospace; }
.warn { padding: .5rem .75rem; border-radius: .375rem; background: var(--care-quiet); color: var(--care); font-weight: 600; }
.trap { position: absolute; inset-inline-start: -100rem; }
@media (max-width: 40rem) { button { width: 100%; } }
@media print {
  :root { color-scheme: light; }
  header nav, form, .unprinted { display: none; }
}
`
