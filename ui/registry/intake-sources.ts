import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { fetchSources, readSources, type IntakeSourcesView } from '../api/intake.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { formatInstant } from '../text/format.ts'
import { fieldStyles } from './field-styles.ts'

type Source = IntakeSourcesView['mail']

/** How the mail box and the scanner folder were found, with a button to look now; nothing where neither is set up. Announces `changed`. */
export class IntakeSources extends WorkElement {
  static override properties = { latest: { state: true } }
  /** As the last look of this person left them. */
  declare latest: IntakeSourcesView | null

  static override styles = fieldStyles
  readonly #state = new Task(this, { task: (_args, { signal }) => readSources(signal), args: () => [] })

  constructor() {
    super()
    this.latest = null
  }

  override render() {
    const state = this.latest ?? this.#state.value
    if (state === undefined || (!state.mail.configured && !state.folder.configured)) return nothing
    return html`<div class="row spread">
      <p class="small quiet">${this.#one(msg('Mail box'), state.mail)} ${this.#one(msg('Scanner folder'), state.folder)}</p>
      <wa-button size="s" appearance="outlined" ?loading=${this.busy} @click=${() => void this.#look()}>${msg('Look now')}</wa-button>
      ${this.problem()}
    </div>`
  }

  #one(name: string, { configured, lookedAt, fault }: Source) {
    if (!configured) return nothing
    if (fault !== null) return html`<span class="badge tone-care">${msg(str`${name}: could not be read (${fault}); it is tried again`)}</span>`
    return html`<span>${lookedAt === null ? name : msg(str`${name}: looked at ${formatInstant(lookedAt)}`)}.</span>`
  }

  async #look(): Promise<void> {
    this.latest = (await this.work(fetchSources, msg('Looked into the mail box and the folder.'))) ?? this.latest
  }
}

define('opis-intake-sources', IntakeSources)
