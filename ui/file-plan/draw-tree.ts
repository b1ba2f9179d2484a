import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { ClassTree, PlanClass } from '../api/files.ts'
import { withQuery } from '../api/with-query.ts'
import { formatNumber } from '../text/format.ts'
import { titleIn } from './plan-words.ts'

/** Fonds with their classes as nested lists of links, which any keyboard and screen reader knows. */
export function drawTree(tree: ClassTree, chosen: string | null): TemplateResult {
  const known = new Set(tree.classes.map((one) => one.code))
  const below = Map.groupBy(tree.classes, (one) => (one.parent !== null && known.has(one.parent) ? one.parent : ''))
  return html`<nav class="tree" aria-label=${msg('Classes')}>
    <a href="/files" aria-current=${chosen === null ? 'true' : nothing}><span>${msg('All classes')}</span></a>
    ${tree.fonds.map((fonds) => {
      const roots = (below.get('') ?? []).filter((one) => one.fonds === fonds.number)
      return html`<h2 class="small quiet">${msg('Fonds')} ${fonds.number}${titleText(fonds.title)}</h2>${branch(roots, below, chosen)}`
    })}
  </nav>`
}

const titleText = (titles: Readonly<Record<string, string>>): string => {
  const title = titleIn(titles, '')
  return title === '' ? '' : `: ${title}`
}

function branch(classes: readonly PlanClass[], below: ReadonlyMap<string, readonly PlanClass[]>, chosen: string | null): TemplateResult | typeof nothing {
  if (classes.length === 0) return nothing
  return html`<ul>${classes.map(
    ({ code, title, files }) => html`<li>
      <a href=${withQuery('/files', { class: code })} aria-current=${chosen === code ? 'true' : nothing}><span>${titleIn(title, code)}</span><span class="small quiet">${formatNumber(files)}</span></a>
      ${branch(below.get(code) ?? [], below, chosen)}
    </li>`,
  )}</ul>`
}
