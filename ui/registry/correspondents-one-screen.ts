import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { changeCorrespondent, mergeCorrespondent, readCorrespondent } from '../api/cards.ts'
import type { CorrespondentBrief, CorrespondentView } from '../api/cards.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { formatInstant, formatNumber } from '../text/format.ts'
import { actorName } from '../text/actor-name.ts'
import { correspondentKindName, correspondentKinds } from './card-words.ts'
import './correspondent-field.ts'
import { fieldStyles } from './field-styles.ts'
import './registry-nav.ts'

/** One correspondent: what is known, its documents, and another entry that turns out to be the same. */
export class CorrespondentScreen extends WorkElement {
  static override properties = { correspondent: {}, other: { state: true } }
  declare correspondent: string
  /** The one that is to go into this one. */
  declare other: CorrespondentBrief | null

  readonly #view = new Task(this, { task: ([id], { signal }) => readCorrespondent(id, signal), args: () => [this.correspondent] as const })

  static override styles = fieldStyles

  constructor() {
    super()
    this.correspondent = ''
    this.other = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-registry-nav></opis-registry-nav>
      ${this.#view.render({
        pending: () => (this.#view.value === undefined ? waiting() : this.#draw(this.#view.value)),
        complete: (view) => this.#draw(view),
        error: (error) => showError(error, () => void this.#view.run()),
      })}
    </div>`
  }

  #draw(view: CorrespondentView) {
    const open = may('cards.register') && view.mergedInto === null
    return html`<h1>${view.name}</h1>
      ${view.mergedInto === null ? nothing : html`<p class="note tone-care">${msg('This entry went into')} <a href="/registry/correspondents/${view.mergedInto.id}">${view.mergedInto.name}</a>.</p>`}
      ${view.codeFault ? html`<p class="note tone-care">${msg('The check digit of the code does not fit. It is probably mistyped.')}</p>` : nothing}
      <p><a href="/registry?correspondent=${view.id}">${msg(str`Documents: ${formatNumber(view.cards)}`)}</a></p>
      ${open ? this.#form(view) : html`<p class="card">${correspondentKindName(view.kind)}${view.code === null ? nothing : html` · <code>${view.code}</code>`}${view.address === '' ? nothing : html` · ${view.address}`}</p>`}
      ${view.merged.length === 0 ? nothing : html`<section class="card stack"><h2>${msg('What went into this one')}</h2><ul class="rows">${view.merged.map((one) => html`<li><span>${one.name} <span class="quiet small">${one.code ?? ''}</span></span><span class="small quiet">${formatInstant(one.at)} · ${actorName(one.by)}</span></li>`)}</ul></section>`}
      ${open ? this.#merge() : nothing} ${this.problem()}`
  }

  #form(view: CorrespondentView) {
    const input = (name: string, label: string, value: string | null, max: number) => html`<div class="field"><label for=${name}>${label}</label><input id=${name} name=${name} maxlength=${max} .value=${value ?? ''} autocomplete="off" /></div>`
    return html`<form class="card fields roomy" aria-label=${msg('Change the correspondent')} @submit=${(event: SubmitEvent) => void this.#save(event, view)}>
      ${input('name', msg('Name'), view.name, 300)}
      <div class="field"><label for="kind">${msg('Who it is')}</label><select id="kind" name="kind">${correspondentKinds.map((kind) => html`<option value=${kind} .selected=${view.kind === kind}>${correspondentKindName(kind)}</option>`)}</select></div>
      ${input('code', msg('Code'), view.code, 40)} ${input('address', msg('Address'), view.address, 500)} ${input('email', msg('E-mail'), view.email, 254)} ${input('phone', msg('Telephone'), view.phone, 60)}
      <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button>
    </form>`
  }

  #merge() {
    return html`<section class="card stack" aria-labelledby="merge">
      <h2 id="merge">${msg('The same under another entry')}</h2>
      <p class="quiet small">${msg('The documents of the other entry come here; its name stays in the history.')}</p>
      <opis-correspondent-field .chosen=${this.other} @chosen=${(event: CustomEvent<CorrespondentBrief | null>) => (this.other = event.detail)}></opis-correspondent-field>
      ${this.other === null || this.other.id === this.correspondent ? nothing : html`<div><wa-button variant="brand" ?loading=${this.busy} @click=${() => void this.#join(this.other?.id ?? '')}>${msg(str`Let ${this.other.name} go into this one`)}</wa-button></div>`}
    </section>`
  }

  async #save(event: SubmitEvent, view: CorrespondentView): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const { text } = read
    const orNull = (name: string) => (text(name) === '' ? null : text(name))
    const kind = correspondentKinds.find((one) => one === text('kind')) ?? view.kind
    const saved = await this.work(() => changeCorrespondent(view.id, { kind, name: text('name'), code: orNull('code'), address: text('address'), email: orNull('email'), phone: orNull('phone'), language: view.language }), msg('The correspondent was changed'))
    if (saved !== null) void this.#view.run()
  }

  async #join(from: string): Promise<void> {
    const merged = await this.work(() => mergeCorrespondent(this.correspondent, from), msg('The two are one now'))
    if (merged === null) return
    this.other = null
    void this.#view.run()
  }
}

define('opis-correspondent', CorrespondentScreen)
