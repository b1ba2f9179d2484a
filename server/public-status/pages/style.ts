import { publicLook } from '#platform/http/public-look.ts'

/** The one style sheet of the public pages: a phone first, light and dark, paper. */
export const style = `${publicLook}header, main, footer { max-width: 42rem; margin: 0 auto; padding: 1rem; }
header { padding-bottom: 0; }
.house { margin: 0 0 .5rem; font-weight: 600; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem .75rem; margin: 0; padding: 0; list-style: none; font-size: .9375rem; }
nav a, nav button { display: inline-block; min-height: 2.75rem; padding: .6rem .25rem; }
nav button { border: 0; background: none; color: var(--accent); font: inherit; text-decoration: underline; cursor: pointer; }
nav [aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
.card { margin: 1rem 0; padding: 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: .625rem; }
.card h2:first-child { margin-top: 0; }
label { display: block; margin-top: 1rem; font-weight: 600; }
label:first-child { margin-top: 0; }
.hint { margin: .125rem 0 .375rem; color: var(--quiet); font-size: .9375rem; }
input { display: block; width: 100%; min-height: 3rem; padding: .5rem .75rem; border: 1px solid var(--line-strong); border-radius: .375rem; background: var(--ground); color: inherit; font: inherit; font-size: 1.125rem; }
.ask { display: block; width: 100%; min-height: 3rem; margin-top: 1.25rem; border: 0; border-radius: .375rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
.note { margin: 1rem 0; padding: .75rem 1rem; border-left: 4px solid var(--bad); border-radius: .25rem; background: var(--bad-quiet); }
.note h2 { margin: 0 0 .25rem; color: var(--bad); }
.note p { margin: 0; }
.test { margin: 0 0 1rem; padding: .5rem .75rem; border-radius: .25rem; background: var(--care-quiet); color: var(--care); font-weight: 600; }
dt { color: var(--quiet); font-size: .9375rem; }
dd { margin: 0 0 .75rem; }
.now dd { font-size: 1.25rem; font-weight: 600; line-height: 1.3; }
ol.stages { margin: 0; padding: 0; list-style: none; border-left: 3px solid var(--line); }
ol.stages li { position: relative; padding: 0 0 1rem 1.25rem; }
ol.stages li::before { content: ''; position: absolute; left: -.5rem; top: .45rem; width: .8rem; height: .8rem; border-radius: 50%; background: var(--surface); border: 3px solid var(--line-strong); }
ol.stages li:last-child { padding-bottom: 0; font-weight: 600; }
ol.stages li:last-child::before { background: var(--accent); border-color: var(--accent); }
ol.stages time { display: block; color: var(--quiet); font-size: .9375rem; font-weight: 400; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .5rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th:first-child { text-align: left; }
thead th { color: var(--quiet); font-size: .875rem; font-weight: 600; vertical-align: bottom; }
tfoot th, tfoot td { font-weight: 700; border-bottom: 0; }
.months { display: flex; flex-wrap: wrap; gap: .25rem .75rem; margin: 0; padding: 0; list-style: none; }
.months a { display: inline-block; padding: .5rem .25rem; }
@media (max-width: 40rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr, th:first-child, td { display: block; }
  tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  th, td { padding: .125rem 0; border: 0; }
  td { display: flex; justify-content: space-between; gap: 1rem; }
  td::before { content: attr(data-label); color: var(--quiet); font-weight: 400; text-align: left; }
}
@media (min-width: 40rem) { .ask { width: auto; padding: 0 2rem; } }
@media print {
  :root { color-scheme: light; }
  body { background: #fff; font-size: 11pt; }
  nav, form, footer, .again { display: none; }
  .card { border: 0; padding: 0; break-inside: avoid; }
}
`
