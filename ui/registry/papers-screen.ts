import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { handOver, readMissing } from '../api/card-papers.ts'
import type { PaperWhere } from '../api/card-papers.ts'
import { readStaff, readUnits } from '../api/municipality.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { planStyles } from '../file-plan/plan-styles.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { localName } from '../text/local-name.ts'
import './registry-nav.ts'

/** Paper on its way through the house: handed on by scanning its barcode, looked for where it is missing. */
export class PapersScreen extends WorkElement {
  static override properties = { last: { state: true } }
  /** What was handed on last, newest first. */
  declare last: readonly PaperWhere[]

  readonly #missing = new Task(this, { task: (_, { signal }) => readMissing(signal), args: () => [] as const })

  readonly #whom = new Task(this, { task: async (_, { signal }) => ({ ...(await readUnits(signal)), ...(await readStaff(signal)) }), args: () => [] as const })

  static override styles = planStyles

  constructor() {
    super()
    this.last = []
  }

  override render() {
    return html`<div class="page stack">
      <opis-registry-nav></opis-registry-nav>
      <h1>${msg('Papers on their way')}</h1>
      <section class="card stack" aria-labelledby="hand">
        <h2 id="hand">${msg('Hand paper on')}</h2>
        <form class="fields roomy" @submit=${(event: SubmitEvent) => void this.#hand(event)}>
          <wa-input name="code" size="s" label=${msg('Label, cover sheet or number')} autocomplete="off" required maxlength="200" autofocus></wa-input>
          ${this.#choice('unit', msg('To the unit'), (this.#whom.value?.units ?? []).filter(({ closedOn }) => closedOn === null).map(({ code, name }) => ({ value: code, label: localName(name, code) })))}
          ${this.#choice('holder', msg('To the person'), (this.#whom.value?.people ?? []).map(({ name, displayName }) => ({ value: name, label: displayName || name })))}
          <wa-input name="place" size="s" label=${msg('Place (room, box, shelf)')} autocomplete="off" maxlength="200"></wa-input>
          <div class="row">
            <wa-button type="submit" size="s" variant="brand" ?loading=${this.busy}>${msg('Hand on')}</wa-button>
            <wa-button size="s" appearance="outlined" @click=${(event: Event) => void this.#say(event, 'returned')}>${msg('Given back')}</wa-button>
            <wa-button size="s" appearance="outlined" @click=${(event: Event) => void this.#say(event, 'missing')}>${msg('Missing')}</wa-button>
          </div>
        </form>
        ${this.problem()}
        ${this.last.length === 0 ? nothing : html`<ul class="rows" aria-live="polite">${this.last.map((paper) => this.#row(paper))}</ul>`}
      </section>
      <section class="card stack" aria-labelledby="missing">
        <h2 id="missing">${msg('Missing papers')}</h2>
        ${this.#missing.render({
          pending: () => waiting(),
          complete: ({ total, papers }) => (total === 0 ? html`<p class="quiet">${msg('No paper is missing.')}</p>` : html`<p>${msg(str`${total} in all`)}</p><ul class="rows">${papers.map((paper) => this.#row(paper))}</ul>`),
          error: (error) => showError(error, () => void this.#missing.run()),
        })}
      </section>
    </div>`
  }

  #choice(name: string, label: string, among: readonly { value: string; label: string }[]) {
    return html`<wa-select name=${name} size="s" label=${label} with-clear>${among.map((one) => html`<wa-option value=${one.value}>${one.label}</wa-option>`)}</wa-select>`
  }

  #row({ card, number, subject, unit, holder, place }: PaperWhere) {
    const where = [unit, holder, place].filter((one) => one !== null && one !== '').join(' · ')
    return html`<li><div><a href="/registry/cards/${card}">${number}</a> ${subject}<div class="quiet">${where}</div></div></li>`
  }

  async #hand(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const given = Object.fromEntries(['unit', 'holder', 'place'].flatMap((name) => (read.text(name) === '' ? [] : [[name, read.text(name)]])))
    await this.#note({ code: read.text('code'), ...given })
  }

  async #say(event: Event, state: 'returned' | 'missing'): Promise<void> {
    const form = event.target instanceof Element ? event.target.closest('form') : null
    if (form === null || !form.reportValidity()) return
    await this.#note({ code: String(new FormData(form).get('code') ?? '').trim(), state })
  }

  async #note(order: Parameters<typeof handOver>[0]): Promise<void> {
    const done = await this.work(() => handOver(order), msg('The place of the paper was noted'))
    if (done === null) return
    this.last = [done, ...this.last].slice(0, 20)
    const code = this.renderRoot.querySelector<HTMLElement & { value: string }>('wa-input[name=code]')
    if (code) code.value = ''
    code?.focus()
    void this.#missing.run()
  }
}

define('opis-papers', PapersScreen)
