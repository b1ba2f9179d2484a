import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { HoldScopeForm } from '#contract/holds.ts'
import { placeHold } from '../api/holds.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { shared } from '../styles/shared.ts'
import { offeredKinds, scopeHint, scopeName, type ScopeKind } from './holds-words.ts'

/** A new hold. Announces `placed` with its number, and `close`. */
export class HoldForm extends WorkElement {
  static override properties = { kind: { state: true }, scopes: { state: true }, complaint: { state: true } }
  declare kind: ScopeKind
  /** What the hold covers so far. */
  declare scopes: readonly HoldScopeForm[]
  declare complaint: string

  static override styles = [
    shared,
    css`
      .scope {
        display: grid;
        grid-template-columns: minmax(8rem, 12rem) minmax(0, 1fr) auto;
        gap: var(--o-3);
        align-items: end;
      }
      @media (max-width: 40rem) {
        .scope {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ]

  constructor() {
    super()
    this.kind = 'person'
    this.scopes = []
    this.error = null
    this.complaint = ''
    this.busy = false
  }

  override render() {
    return html`<form class="card stack" @submit=${this.#place} aria-labelledby="new">
      <h2 id="new">${msg('Place a hold')}</h2>
      <div class="fields">
        <wa-input name="reason" label=${msg('Reason')} maxlength="1000" required autofocus></wa-input>
        <wa-input name="authority" label=${msg('On whose authority')} hint=${msg('Order, letter or decision, with its number')} maxlength="500" required></wa-input>
        <wa-input name="from" type="date" label=${msg('In force since')} hint=${msg('Today if left empty')}></wa-input>
        <wa-input name="reviewOn" type="date" label=${msg('To be reviewed on')} required></wa-input>
      </div>
      <div class="scope">
        <wa-select label=${msg('What it covers')} value=${this.kind} @change=${this.#choose}>${offeredKinds.map((kind) => html`<wa-option value=${kind}>${scopeName(kind)}</wa-option>`)}</wa-select>
        <wa-input name="target" label=${scopeName(this.kind)} maxlength="1000" @keydown=${this.#onKey}></wa-input>
        <wa-button appearance="outlined" @click=${this.#add}>${msg('Add')}</wa-button>
      </div>
      <p class="small quiet">${scopeHint(this.kind)}</p>
      ${this.scopes.length === 0 ? nothing : html`<ul class="rows" aria-label=${msg('What it covers')}>${this.scopes.map((scope, index) => this.#scope(scope, index))}</ul>`}
      ${this.complaint === '' ? nothing : html`<opis-problem .heading=${this.complaint}></opis-problem>`} ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Place the hold')}</wa-button>
        <wa-button appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  #scope({ kind, target }: HoldScopeForm, index: number) {
    return html`<li>
      <span><span class="quiet">${scopeName(kind)}</span> ${target}</span>
      <wa-button size="s" appearance="plain" @click=${() => (this.scopes = this.scopes.filter((_, at) => at !== index))}>${msg('Remove')}<span class="unseen">${target}</span></wa-button>
    </li>`
  }

  #choose(event: Event): void {
    const { value } = event.target as HTMLSelectElement
    this.kind = offeredKinds.find((kind) => kind === value) ?? this.kind
  }

  /** Enter in the target adds it; the form is sent by its own button. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return
    event.preventDefault()
    this.#add()
  }

  #add(): void {
    const input = this.renderRoot.querySelector<HTMLInputElement>('[name=target]')
    const target = input?.value.trim() ?? ''
    if (input === null || target === '') return
    this.scopes = [...this.scopes, { kind: this.kind, target }]
    input.value = ''
    input.focus()
  }

  async #place(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const data = new FormData(event.target)
    this.#add()
    this.complaint = this.scopes.length === 0 ? msg('Say what the hold covers.') : ''
    if (this.complaint !== '') return
    const text = (name: string) => String(data.get(name) ?? '').trim()
    await this.attempt(async () => {
      const { number } = await placeHold({ reason: text('reason'), authority: text('authority'), reviewOn: text('reviewOn'), ...(text('from') === '' ? {} : { from: text('from') }), scopes: [...this.scopes] })
      this.dispatchEvent(new CustomEvent('placed', { detail: number }))
    })
  }
}

define('opis-hold-form', HoldForm)
