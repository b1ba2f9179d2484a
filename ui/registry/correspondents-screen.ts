import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { css, html } from 'lit'
import { findCorrespondents } from '../api/cards.ts'
import type { CorrespondentBrief, FoundCorrespondent } from '../api/cards.ts'
import { withQuery } from '../api/with-query.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { go } from '../state/router.ts'
import { correspondentKindName } from './card-words.ts'
import './correspondent-field.ts'
import { fieldStyles } from './field-styles.ts'
import './registry-nav.ts'

/** Who writes to the house: find one in any script, add one. */
export class CorrespondentsScreen extends OpisElement {
  static override properties = { q: {} }
  declare q: string

  readonly #found = new Task(this, { task: ([q], { signal }) => findCorrespondents(q, 50, signal), args: () => [this.q] as const })

  static override styles = [
    fieldStyles,
    css`
      .wide {
        flex: 1 1 16rem;
      }
    `,
  ]

  constructor() {
    super()
    this.q = ''
  }

  override render() {
    return html`<div class="page stack">
      <opis-registry-nav></opis-registry-nav>
      <h1>${msg('Correspondents')}</h1>
      <p class="quiet">${msg('A name is found in Latin, Cyrillic and Georgian letters alike. A code decides: one code is one correspondent.')}</p>
      <form class="row" role="search" @submit=${this.#find}>
        <div class="field wide"><label for="q">${msg('Name in any script, or code')}</label><input id="q" name="q" maxlength="300" .value=${this.q} autocomplete="off" /></div>
        <wa-button type="submit" appearance="outlined">${msg('Find')}</wa-button>
      </form>
      ${this.#found.render({ pending: waiting, complete: (found) => drawFound(found, this.q), error: (error) => showError(error, () => void this.#found.run()) })}
      ${may('cards.register') ? html`<section class="card stack" aria-labelledby="add"><h2 id="add">${msg('Add a correspondent')}</h2><opis-correspondent-field @chosen=${(event: CustomEvent<CorrespondentBrief | null>) => event.detail !== null && go(`/registry/correspondents/${event.detail.id}`)}></opis-correspondent-field><p class="small quiet">${msg('Type a name to find or add a correspondent.')}</p></section>` : ''}
    </div>`
  }

  #find(event: SubmitEvent): void {
    const read = readForm(event)
    if (read !== null) go(withQuery('/registry/correspondents', { q: read.text('q') }))
  }
}

function drawFound(found: readonly FoundCorrespondent[], q: string) {
  if (found.length === 0) return html`<p class="card quiet">${q === '' ? msg('Nobody was added yet.') : msg('Nobody of this name.')}</p>`
  return html`<section class="card"><ul class="rows" aria-label=${msg('Correspondents')}>${found.map((one) => html`<li><div><a href="/registry/correspondents/${one.id}">${one.name}</a><br /><span class="small quiet">${[one.code, one.address].filter((part) => part !== null && part !== '').join(' · ')}</span></div><span class="badge tone-plain">${correspondentKindName(one.kind)}</span></li>`)}</ul></section>`
}

define('opis-correspondents', CorrespondentsScreen)
