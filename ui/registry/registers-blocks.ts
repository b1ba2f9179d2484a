import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { blockListAddress, handBlock, readBlocks, reconcileBlock, type BlockView, type RegisterList, type RegisterView } from '../api/registers.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { shared } from '../styles/shared.ts'
import { rowEnd } from './registers-styles.ts'
import { formatInstant } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import './registers-block-card.ts'

/** Numbers handed to places without the line: hand out, print, enter the papers that come back, reconcile. Announces `changed`. */
export class RegisterBlocks extends WorkElement {
  static override properties = { of: { attribute: false }, units: { attribute: false }, entering: { state: true } }
  declare of: RegisterView
  declare units: RegisterList['units']
  /** Block for which papers are entered. */
  declare entering: string | null

  readonly #blocks = new Task(this, { task: ([code], { signal }) => readBlocks(code, signal), args: () => [this.of.code] as const })

  static override styles = [shared, rowEnd]

  constructor() {
    super()
    this.units = []
    this.entering = null
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="blocks">
      <h2 id="blocks">${msg('Numbers for places without the line')}</h2>
      <p class="small quiet">${msg('A block of numbers is taken out of the counter at once. Its papers are entered when they come back; numbers that were not used are annulled.')}</p>
      <form class="fields" @submit=${this.#hand}>
        <wa-select name="place" label=${msg('Place')} value=${this.units.find(({ kind }) => kind === 'intake-point')?.code ?? this.of.unit}>${this.units.map(({ code, name }) => html`<wa-option value=${code}>${localName(name, code)}</wa-option>`)}</wa-select>
        <wa-input name="count" type="number" min="1" max="1000" value="20" label=${msg('How many numbers')} required></wa-input>
        <wa-button type="submit" appearance="outlined" ?loading=${this.busy}>${msg('Hand out')}</wa-button>
      </form>
      ${this.problem()}
      ${this.#blocks.render({ pending: () => (this.#blocks.value === undefined ? waiting() : this.#list(this.#blocks.value)), complete: (blocks) => this.#list(blocks), error: (error) => showError(error) })}
    </section>`
  }

  #list(blocks: readonly BlockView[]) {
    return blocks.length === 0 ? nothing : html`<ul class="rows">${blocks.map((block) => this.#block(block))}</ul>`
  }

  #block(block: BlockView) {
    const [first, last] = [block.numbers[0]?.number ?? '', block.numbers.at(-1)?.number ?? '']
    const place = localName(this.units.find(({ code }) => code === block.place)?.name, block.place)
    const ended = block.reconciledAt !== null
    return html`<li>
      <div class="stack">
        <div><strong>${first} – ${last}</strong> ${place} <p class="small quiet">${msg(str`handed out ${formatInstant(block.handedAt)} by ${block.handedBy}`)} · ${ended ? msg('reconciled') : msg(str`numbers without a document: ${block.open}`)}</p></div>
        ${this.entering === block.id && !ended ? html`<opis-register-block-card .code=${this.of.code} .flow=${this.of.flow} .fields=${this.of.fields} .block=${block} @entered=${this.#again}></opis-register-block-card>` : nothing}
      </div>
      <div class="row">
        <a href=${blockListAddress(this.of.code, block.id)} target="_blank">${msg('Print the list')}<span class="unseen">${first}</span></a>
        ${ended ? nothing : html`<wa-button size="s" appearance="outlined" @click=${() => (this.entering = this.entering === block.id ? null : block.id)}>${msg('Enter papers')}</wa-button>
            <opis-confirm .label=${msg('Reconcile')} .about=${first} .question=${msg(str`Annul the numbers that were not used: ${block.open}?`)} .busy=${this.busy} @confirmed=${() => this.#run(() => reconcileBlock(this.of.code, block.id, block.open))}></opis-confirm>`}
      </div>
    </li>`
  }

  async #hand(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const data = new FormData(event.target)
    await this.#run(async () => {
      const block = await handBlock(this.of.code, String(data.get('place') ?? ''), Number(data.get('count')))
      announce(msg(str`Handed out: ${block.numbers[0]?.number ?? ''} – ${block.numbers.at(-1)?.number ?? ''}`))
    })
  }

  #again(): void {
    void this.#blocks.run()
    this.dispatchEvent(new CustomEvent('changed'))
  }

  async #run(act: () => Promise<unknown>): Promise<void> {
    await this.attempt(async () => {
      await act()
      this.#again()
    })
  }
}

define('opis-register-blocks', RegisterBlocks)
