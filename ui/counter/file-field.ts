import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { UploadView } from '#contract/counter.ts'
import { dropUpload, readUpload } from '../api/counter.ts'
import { announcementOf, uploadPorts } from '../api/uploads.ts'
import { define, OpisElement } from '../elements/base.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { showError } from '../shell/show-error.ts'
import type { DraftFile } from './counter-draft.ts'
import { sendFile } from './send-file.ts'

/** Files on their way, by upload; they go on while the clerk works elsewhere on the page. */
const underWay = new Set<string>()

/**
 * Attaches files to a case: pictures of a scanner, PDF. They travel in pieces and go on after a cut line; the case need
 * not wait for them. Announces `files` with the list as it now stands.
 */
export class FileField extends OpisElement {
  static override properties = { files: { attribute: false }, paper: {}, label: {}, states: { state: true }, error: { state: true }, strange: { state: true } }
  /** Of this paper alone. */
  declare files: readonly DraftFile[]
  declare paper: string
  declare label: string
  declare states: ReadonlyMap<string, UploadView>
  declare error: unknown
  declare strange: string

  static override styles = fieldStyles

  constructor() {
    super()
    this.files = []
    this.paper = ''
    this.label = ''
    this.states = new Map()
    this.error = null
    this.strange = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // After a reload: how far did they come?
    for (const { upload } of this.files) void readUpload(upload).then((view) => this.#seen(view)).catch(() => undefined)
  }

  override render() {
    return html`<div class="row">
        <label>${this.label} <input type="file" data-field multiple accept="application/pdf,image/jpeg,image/png,image/tiff,image/webp" @change=${this.#choose} /></label>
      </div>
      ${this.strange === '' ? nothing : html`<p class="care" role="alert">${msg(str`${this.strange} is neither PDF nor a picture.`)}</p>`}
      ${this.files.map((file) => this.#file(file))} ${this.error === null ? nothing : showError(this.error)}`
  }

  #file({ upload, name }: DraftFile) {
    const view = this.states.get(upload)
    const share = view === undefined ? 0 : Math.floor((100 * view.offset) / view.bytes)
    const said = view === undefined ? '' : view.state !== 'open' ? msg('arrived') : underWay.has(upload) ? `${share} %` : msg(str`${share} %: choose the file again, and it goes on from there.`)
    return html`<p class="row small"><span>${name}</span><span class="quiet" role="status">${said}</span><wa-button size="s" appearance="plain" @click=${() => void this.#drop(upload)}>${msg('Remove')}<span class="unseen">${name}</span></wa-button></p>`
  }

  #choose(event: Event): void {
    const input = event.target as HTMLInputElement
    for (const file of input.files ?? []) void this.#send(file)
    input.value = ''
  }

  async #send(file: File): Promise<void> {
    this.error = null
    this.strange = ''
    try {
      const announced = await announcementOf(file)
      if (announced === null) return void (this.strange = file.name)
      let known = ''
      await sendFile(
        file,
        uploadPorts(announced, (view) => {
          if (known === '') {
            known = view.id
            underWay.add(view.id)
            if (!this.files.some(({ upload }) => upload === view.id)) this.#tell([...this.files, { upload: view.id, name: file.name, paper: this.paper }])
          }
          this.#seen(view)
        }),
      ).finally(() => underWay.delete(known))
    } catch (error) {
      this.error = error
    }
  }

  #seen(view: UploadView): void {
    this.states = new Map([...this.states, [view.id, view]])
  }

  async #drop(upload: string): Promise<void> {
    this.#tell(this.files.filter((file) => file.upload !== upload))
    await dropUpload(upload).catch(() => undefined)
  }

  #tell(files: readonly DraftFile[]): void {
    this.files = files
    this.dispatchEvent(new CustomEvent<readonly DraftFile[]>('files', { detail: files }))
  }
}

define('opis-file-field', FileField)
