import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { SetupResult } from '#contract/configuration.ts'
import { beginWithProfile, readProfiles, sendSetup } from '../api/municipality.ts'
import { define } from '../elements/base.ts'
import { stacked } from '../elements/stacked.ts'
import { WorkElement } from '../elements/work-element.ts'
import { shared } from '../styles/shared.ts'
import { localName } from '../text/local-name.ts'
import { faultPlace, faultText } from './organisation-words.ts'
import './setup-nav.ts'
import './training-section.ts'

type Source = { title: string; send: (dryRun: boolean) => Promise<SetupResult> }

/** Setting a municipality up from one table, a configuration of another one, or a profile: check, preview, done. */
export class SetupScreen extends WorkElement {
  static override properties = { source: { state: true }, result: { state: true } }
  declare source: Source | null
  declare result: SetupResult | null

  readonly #profiles = new Task(this, { task: (_args, { signal }) => readProfiles(signal), args: () => [] })

  static override styles = [
    shared,
    css`
      td {
        vertical-align: top;
        padding: var(--o-1) var(--o-3) var(--o-1) 0;
      }
      .secret {
        font-family: monospace;
      }
      @media print {
        .no-print {
          display: none;
        }
      }
    `,
  ]

  constructor() {
    super()
    this.source = null
    this.result = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-setup-nav class="no-print" path="/administration/setup"></opis-setup-nav>
      <h1 class="no-print">${msg('Set-up')}</h1>
      <section class="card stack no-print" aria-labelledby="fill">
        <h2 id="fill">1. ${msg('Fill in one table')}</h2>
        <p>${msg('Units, posts, people, registers, kinds of document with their routes, services and the file plan stand in the sheets of one workbook. What is left empty can be added later; bringing the same table in again changes nothing.')}</p>
        <div class="row">
          <wa-button appearance="outlined" href="/api/municipality/template.xlsx">${msg('Template (XLSX)')}</wa-button>
          <a href="/api/municipality/configuration?format=yaml" download="opis-configuration.yaml">${msg('Set-up of this house for another one')}</a>
        </div>
        <h2>2. ${msg('Check it')}</h2>
        <label class="stack" for="file"><span>${msg('Filled-in table, or the set-up of another house')}</span><input id="file" type="file" accept=".xlsx,.json,.yaml,.yml" ?disabled=${this.busy} @change=${this.#chosen} /></label>
        ${this.#profiles.render({ complete: ({ profiles }) => html`<wa-select label=${msg('Or begin with a profile')} placeholder=${msg('None')} ?disabled=${this.busy} @change=${this.#profile}>${profiles.map((one) => html`<wa-option value=${one.name}>${localName(one.title, one.name)}</wa-option>`)}</wa-select>` })}
      </section>
      ${this.problem()} ${this.busy ? html`<p role="status">${msg('Checking …')}</p>` : nothing} ${this.result === null ? nothing : this.#shown(this.result)}
      <opis-training class="no-print"></opis-training>
    </div>`
  }

  #shown(result: SetupResult) {
    if (result.faults.length > 0) return this.#faults(result)
    return result.done ? this.#done(result) : this.#preview(result)
  }

  #faults({ faults }: SetupResult) {
    return html`<section class="card stack" role="alert" aria-labelledby="faults">
      <h2 id="faults">${msg(str`Faults: ${faults.length}. Nothing was changed.`)}</h2>
      <p>${msg('Correct the table and choose it again.')}</p>
      <table>
        <tbody>${faults.map((one) => html`<tr><td><strong>${faultPlace(one)}</strong></td><td>${faultText(one)}</td></tr>`)}</tbody>
      </table>
    </section>`
  }

  #preview({ changes, same }: SetupResult) {
    return html`<section class="card stack" role="status" aria-labelledby="preview">
      <h2 id="preview">3. ${msg('What will happen')}</h2>
      ${this.#counts({ changes, same })}
      <div class="row"><wa-button id="apply" variant="brand" ?loading=${this.busy} ?disabled=${changes.length === 0} @click=${() => void (this.source === null ? null : this.#send(this.source, false))}>${msg('Bring it in')}</wa-button></div>
    </section>`
  }

  #counts({ changes, same }: Pick<SetupResult, 'changes' | 'same'>) {
    const sheets = [...new Set(changes.map(({ sheet }) => sheet))]
    const of = (sheet: string, kind: 'added' | 'changed'): string => changes.filter((one) => one.sheet === sheet && one.change === kind).map(({ code }) => code).join(', ')
    return html`<table ${stacked()}>
        <thead><tr><th>${msg('Sheet')}</th><th>${msg('New')}</th><th>${msg('Changed')}</th></tr></thead>
        <tbody>${sheets.map((sheet) => html`<tr><td>${sheet}</td><td>${of(sheet, 'added')}</td><td>${of(sheet, 'changed')}</td></tr>`)}</tbody>
      </table>
      <p class="quiet">${msg(str`As they were: ${same}`)}</p>`
  }

  #done({ passwords, changes, same }: SetupResult) {
    return html`<section class="card stack" role="status" aria-labelledby="done">
      <h2 id="done">${msg('Done')}</h2>
      <div class="no-print">${this.#counts({ changes, same })}</div>
      ${passwords.length === 0
        ? nothing
        : html`<h3>${msg('One-time passwords')}</h3>
            <p>${msg('They are shown this once. Print them, cut them apart and hand them over in person; each is replaced at the first sign-in.')}</p>
            <table>
              <tbody>${passwords.map((one) => html`<tr><td>${one.displayName}</td><td>${one.name}</td><td class="secret">${one.oneTimePassword}</td></tr>`)}</tbody>
            </table>
            <div class="row no-print"><wa-button appearance="outlined" @click=${() => window.print()}>${msg('Print')}</wa-button></div>`}
    </section>`
  }

  #chosen(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return
    const [file] = event.target.files ?? []
    if (file !== undefined) void this.#send({ title: file.name, send: (dryRun) => sendSetup(file, dryRun) }, true)
  }

  #profile(event: Event): void {
    const name = String((event.target as { value?: unknown } | null)?.value ?? '')
    if (name !== '') void this.#send({ title: name, send: (dryRun) => beginWithProfile(name, dryRun) }, true)
  }

  async #send(source: Source, dryRun: boolean): Promise<void> {
    await this.attempt(async () => {
      this.source = source
      this.result = await source.send(dryRun)
    })
    if (this.error !== null) this.result = null
  }
}

define('opis-setup', SetupScreen)
