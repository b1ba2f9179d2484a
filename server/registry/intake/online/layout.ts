import { languages, type Language } from '#kernel/language.ts'
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
export const style = `:root { color-scheme: light dark; --line: #8886; --accent: #1b5e9b; --back: Canvas; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 42rem; padding: 0 1rem 3rem; font: 1.0625rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header { border-block-end: 1px solid var(--line); padding-block: .75rem; }
header p { margin: 0; font-weight: 700; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem .75rem; list-style: none; margin: .25rem 0 0; padding: 0; font-size: .9375rem; }
a { color: LinkText; }
[aria-current] { font-weight: 700; text-decoration: none; color: inherit; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.125rem; margin-block: 1.5rem .5rem; }
.services { list-style: none; padding: 0; }
.services li { border-block-end: 1px solid var(--line); padding-block: .75rem; }
.services p { margin: .125rem 0 0; }
.quiet { opacity: .8; font-size: .9375rem; }
label { display: block; margin-block: 1rem .25rem; font-weight: 600; }
input, textarea, select { width: 100%; font: inherit; padding: .5rem; border: 1px solid #888; border-radius: .375rem; min-height: 2.75rem; }
button { font: inherit; font-weight: 600; padding: .625rem 1.25rem; margin-block-start: 1.25rem; border: 0; border-radius: .375rem; background: var(--accent); color: #fff; min-height: 2.75rem; }
dl { display: grid; gap: .125rem; margin: 0; }
dt { opacity: .8; font-size: .9375rem; margin-block-start: .5rem; }
dd { margin: 0; font-weight: 600; }
.code { font: 700 1.5rem/1.4 ui-monospace, monospace; }
.warn { border: 2px solid #b35900; border-radius: .375rem; padding: .5rem .75rem; }
.trap { position: absolute; inset-inline-start: -100rem; }
@media print { header nav, form, .unprinted { display: none; } }
`
