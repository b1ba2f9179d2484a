import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/textarea/textarea.js'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { saveDraftVersion, type DraftView } from '../api/drafts.ts'
import { define } from '../elements/base.ts'
import { takeFocus } from '../elements/take-focus.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { shared } from '../styles/shared.ts'
import { formatInstant } from '../text/format.ts'
import { compareAnnexes } from './compare-annexes.ts'
import { compareTexts } from './compare-texts.ts'
import { showAnnexChanges } from './show-annex-changes.ts'

/** The text of a draft, its versions, and what changed between two of them, in the text and the annexes. */
export class DraftText extends WorkElement {
  static override properties = { draft: { attribute: false }, shown: { state: true }, editing: { state: true } }
  declare draft: DraftView
  /** The version whose changes are shown; null: the text as it stands. */
  declare shown: number | null
  declare editing: boolean

  static override styles = [
    shared,
    css`
      pre {
        margin: 0;
        font: inherit;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .added {
        background: var(--o-good-quiet);
      }
      .removed {
        background: var(--o-bad-quiet);
        text-decoration: line-through;
      }
      .line {
        min-block-size: 1.5em;
      }
      code {
        overflow-wrap: anywhere;
      }
    `,
  ]

  constructor() {
    super()
    this.shown = null
    this.editing = false
  }

  override render() {
    const { versions, may } = this.draft
    const last = versions.at(-1)
    return html`<section class="card stack" aria-labelledby="text">
      <div class="row spread"><h2 id="text">${msg('Text')}</h2>
        ${may.edit && !this.editing ? html`<wa-button size="s" appearance="outlined" @click=${() => (this.editing = true)}>${msg('Change the text')}</wa-button>` : nothing}
      </div>
      ${this.editing && may.edit ? this.#editor(last?.text ?? '') : this.shown === null ? html`<pre>${last?.text ?? ''}</pre>` : this.#changes(this.shown)}
      ${this.problem()}
      <ul class="rows" aria-label=${msg('Versions')}>${versions.toReversed().map((one) => this.#version(one))}</ul>
      <p class="small quiet">${msg('Checksum of the version')} <code>${last?.sha512.slice(0, 32)}…</code></p>
    </section>`
  }

  #version({ version, savedBy, savedAt }: DraftView['versions'][number]) {
    return html`<li>
      <span>${msg(str`Version ${version}`)} <span class="small quiet">${this.draft.names[savedBy] ?? savedBy}, ${formatInstant(savedAt)}</span></span>
      ${version === 1 ? nothing : html`<wa-button size="s" appearance="plain" aria-pressed=${this.shown === version} @click=${() => (this.shown = this.shown === version ? null : version)}>${this.shown === version ? msg('Hide the changes') : msg('Show the changes')}</wa-button>`}
    </li>`
  }

  #changes(version: number) {
    const text = (of: number) => this.draft.versions.find((one) => one.version === of)?.text ?? ''
    return html`<div role="group" aria-label=${msg(str`Changes of version ${version}`)}>${compareTexts(text(version - 1), text(version)).map((line) => html`<p class="line ${line.kind}"><span class="unseen">${line.kind === 'added' ? msg('added') : line.kind === 'removed' ? msg('removed') : ''}</span>${line.text}</p>`)}${showAnnexChanges(compareAnnexes(this.draft.versions, version))}</div>`
  }

  #editor(text: string) {
    const asked = this.draft.visas.some((one) => !one.voided)
    return html`<form ${takeFocus()} class="stack" @submit=${this.#save}>
      <wa-textarea name="text" label=${msg('Text of the draft')} hint=${msg('{number} and {date} are filled in when the document is registered.')} rows="14" resize="auto" maxlength="200000" .value=${text} required></wa-textarea>
      ${asked ? html`<p class="note tone-care">${msg('Visas count for one version. A changed text has to be sent round anew.')}</p>` : nothing}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save as a new version')}</wa-button>
        <wa-button appearance="outlined" @click=${() => (this.editing = false)}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  async #save(event: SubmitEvent): Promise<void> {
    const given = readForm(event)
    if (given === null) return
    const saved = await this.work(() => saveDraftVersion(this.draft.id, given.text('text'), this.draft.version), msg('Version saved.'))
    if (saved !== null) this.editing = false
  }
}

define('opis-draft-text', DraftText)
