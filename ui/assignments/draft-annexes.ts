import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { announcementOf, uploadPorts } from '../api/uploads.ts'
import { addAnnexesTo, removeAnnexOf, type DraftView } from '../api/drafts.ts'
import { sendFile } from '../counter/send-file.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { listAnnexes } from './list-annexes.ts'

/** The annexes of a draft: PDF files that go with the text. Each change is a version that has to be sent round anew. */
export class DraftAnnexes extends WorkElement {
  static override properties = { draft: { attribute: false }, sending: { state: true }, strange: { state: true } }
  declare draft: DraftView
  /** How far the file under way has come, in words; empty: none is. */
  declare sending: string
  /** Name of a file that was chosen and is no PDF. */
  declare strange: string

  static override styles = fieldStyles

  constructor() {
    super()
    this.sending = ''
    this.strange = ''
  }

  override render() {
    const { may, versions, visas } = this.draft
    const annexes = versions.at(-1)?.annexes ?? []
    if (annexes.length === 0 && !may.edit) return nothing
    return html`<section class="card stack" aria-labelledby="annexes">
      <h2 id="annexes">${msg('Annexes')}</h2>
      ${listAnnexes(this.draft, may.edit ? (annex) => html`<wa-button size="s" appearance="plain" ?disabled=${this.busy} @click=${() => void this.#remove(annex.id)}>${msg('Remove')}<span class="unseen">${annex.name}</span></wa-button>` : null)}
      ${may.edit ? this.#field(visas.some((one) => !one.voided)) : nothing}
      ${this.strange === '' ? nothing : html`<p class="note tone-bad" role="alert">${msg(str`${this.strange} is no PDF. Save it as PDF and attach that.`)}</p>`}
      ${this.problem()}
    </section>`
  }

  #field(asked: boolean) {
    return html`${asked ? html`<p class="note tone-care">${msg('Visas count for one version. Changed annexes have to be sent round anew.')}</p>` : nothing}
      <div class="row"><label>${msg('Attach PDF files')} <input type="file" data-field multiple accept="application/pdf" ?disabled=${this.busy} @change=${this.#choose} /></label>
        <span class="small quiet" role="status">${this.sending}</span></div>`
  }

  #choose = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement
    const files = [...(input.files ?? [])]
    this.strange = files.find((file) => file.type !== 'application/pdf')?.name ?? ''
    this.error = null
    if (files.length === 0 || this.strange !== '') return
    await this.work(async () => {
      const uploads: string[] = []
      for (const file of files) uploads.push(await this.#send(file))
      return addAnnexesTo(this.draft.id, uploads, this.draft.version)
    }, msg('Annexes added.'))
    this.sending = ''
    input.value = ''
  }

  async #send(file: File): Promise<string> {
    const announced = await announcementOf(file)
    if (announced === null) throw new Error(file.name)
    const { id } = await sendFile(file, uploadPorts(announced, ({ offset, bytes }) => (this.sending = `${file.name}: ${Math.floor((100 * offset) / bytes)} %`)))
    return id
  }

  async #remove(annex: string): Promise<void> {
    await this.work(() => removeAnnexOf(this.draft.id, annex, this.draft.version), msg('Annex removed.'))
  }
}

define('opis-draft-annexes', DraftAnnexes)
