import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import type { Likeness, NewRelation } from '../api/cards.ts'
import { formatDate } from '../text/format.ts'
import { relationList, relationName } from './card-words.ts'

type Chosen = NewRelation & { number: string }
type Like = Likeness['duplicates'][number]

/** Documents that may be the same, and those that may be related with a choice of how. */
export function drawLike({ duplicates, related }: Likeness, chosen: readonly Chosen[], on: { warned: boolean; relate: (relations: Chosen[]) => void }) {
  const offered = [...related, ...duplicates.filter(({ id }) => !related.some((one) => one.id === id)).map((one) => ({ ...one, proposed: 'repeat-of' as const }))]
  return html`${duplicates.length === 0
    ? nothing
    : html`<section class="note tone-care stack" role="alert" aria-label=${msg('Perhaps registered already')}>
        <h2>${msg('Perhaps registered already')}</h2>
        <ul class="rows">${duplicates.map((one) => html`<li><span>${link(one)}</span><span class="badge tone-care">${reason(one)}</span></li>`)}</ul>
        ${on.warned ? html`<p><strong>${msg('Press Ctrl + Enter once more to register it nevertheless.')}</strong></p>` : nothing}
      </section>`}
  ${offered.length === 0
    ? nothing
    : html`<section class="card stack" aria-label=${msg('Perhaps related')}>
        <h2>${msg('Perhaps related')}</h2>
        <ul class="rows">${offered.map((one) => html`<li><span>${link(one)}</span>${choice(one, chosen, on.relate)}</li>`)}</ul>
      </section>`}`
}

function choice(one: Likeness['related'][number], chosen: readonly Chosen[], relate: (relations: Chosen[]) => void) {
  const now = chosen.find(({ to }) => to === one.id)?.relation ?? ''
  const set = (event: Event) => {
    const { value } = event.target as HTMLSelectElement
    const relation = relationList.find((known) => known === value)
    const others = chosen.filter(({ to }) => to !== one.id)
    relate(relation === undefined ? others : [...others, { relation, to: one.id, number: one.number }])
  }
  const first = [one.proposed, ...relationList.filter((relation) => relation !== one.proposed)]
  return html`<select aria-label=${msg('Relation')} @change=${set}><option value="">${msg('not related')}</option>${first.map((relation) => html`<option value=${relation} .selected=${relation === now}>${relationName(relation)}</option>`)}</select>`
}

const link = (one: Like) => html`<a href="/registry/cards/${one.id}" target="_blank" rel="noopener"><strong>${one.number}</strong></a> ${formatDate(one.registeredOn)} · ${one.subject}`

function reason({ why }: Like): string {
  if (why === 'same-letter') return msg('same number and date of theirs')
  return why === 'their-number' ? msg('same number of theirs') : msg('like subject')
}
