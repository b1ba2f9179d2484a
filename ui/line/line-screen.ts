import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { readPagesAgain, readTrouble, retrySteps, type TroubleList, type TroubledStep, type UnreadPage } from '../api/line.ts'
import { problemText } from '../api/problem-text.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import '../municipality/setup-nav.ts'
import { showError } from '../shell/show-error.ts'
import { formatInstant, formatNumber } from '../text/format.ts'
import { currentLanguage } from '../text/locale.ts'
import { lineStepPath, lineStepTitle } from './step-words.ts'

/** Steps that do not come off and pages that nobody could read: why, since when, and trying again once it is mended. */
export class LineScreen extends WorkElement {
  readonly #trouble = new Task(this, { task: (_args, { signal }) => readTrouble(signal), args: () => [] })

  override render() {
    return html`<div class="page stack">
      <opis-setup-nav path="/administration/line"></opis-setup-nav>
      <h1>${msg('Steps that fail')}</h1>
      <p class="quiet">${msg('What comes in goes through its steps by itself. A step that fails for a reason that passes, such as a full disk, is tried again until it succeeds. What has been given up waits here until somebody has mended the reason. The sheets and files themselves are safe.')}</p>
      ${this.problem()}
      ${this.#trouble.render({
        pending: () => (this.#trouble.value === undefined ? waiting() : this.#draw(this.#trouble.value)),
        complete: (list) => this.#draw(list),
        error: (error) => showError(error, () => void this.#trouble.run()),
      })}
    </div>`
  }

  #draw({ steps, stepCount, pages, pageCount }: TroubleList) {
    return html`<section class="card stack" aria-labelledby="steps">
        <div class="row spread">
          <h2 id="steps">${msg('Steps')} (${formatNumber(stepCount)})</h2>
          ${stepCount === 0 ? nothing : html`<wa-button appearance="outlined" ?loading=${this.busy} @click=${() => void this.#retry()}>${msg('Try all again now')}</wa-button>`}
        </div>
        ${stepCount === 0 ? html`<p class="quiet">${msg('No step fails.')}</p>` : html`<ul class="rows" aria-labelledby="steps">${steps.map((step) => this.#step(step))}</ul>`}
        ${stepCount > steps.length ? html`<p class="quiet">${msg(str`The first ${formatNumber(steps.length)} are shown.`)}</p>` : nothing}
      </section>
      <section class="card stack" aria-labelledby="pages">
        <div class="row spread">
          <h2 id="pages">${msg('Pages without text')} (${formatNumber(pageCount)})</h2>
          ${pageCount === 0 ? nothing : html`<wa-button appearance="outlined" ?loading=${this.busy} @click=${() => void this.#readAgain()}>${msg('Read all again')}</wa-button>`}
        </div>
        ${pageCount === 0 ? html`<p class="quiet">${msg('Every page that was to be read has been read, or waits for its turn.')}</p>` : html`<ul class="rows" aria-labelledby="pages">${pages.map((page) => this.#page(page))}</ul>`}
        ${pageCount > pages.length ? html`<p class="quiet">${msg(str`The first ${formatNumber(pages.length)} are shown.`)}</p>` : nothing}
      </section>`
  }

  #step({ id, step, subject, code, detail, tries, since, nextTryAt }: TroubledStep) {
    const path = lineStepPath(step, subject)
    const title = lineStepTitle(step)
    const facts = [msg(str`since ${formatInstant(since)}`), msg(str`tries: ${tries}`), ...(nextTryAt === null ? [] : [msg(str`again at ${formatInstant(nextTryAt)}`)])]
    return html`<li>
      <div>
        <strong>${path === null ? title : html`<a href=${path}>${title}</a>`}</strong> <span class="badge tone-${nextTryAt === null ? 'bad' : 'care'}">${nextTryAt === null ? msg('given up') : msg('is tried again')}</span>
        <p class="small quiet">${facts.join(' · ')}</p>
        ${this.#reason(code, detail)}
      </div>
      <wa-button size="s" appearance="plain" ?disabled=${this.busy} @click=${() => void this.#retry(id)}>${msg('Try again now')}<span class="unseen">${title}</span></wa-button>
    </li>`
  }

  #page({ record, page, title, code, detail }: UnreadPage) {
    return html`<li>
      <div>
        <strong><a href="/records/${record}/pages/${page}">${msg(str`${title}, page ${page}`)}</a></strong>
        ${this.#reason(code, detail)}
      </div>
      <wa-button size="s" appearance="plain" ?disabled=${this.busy} @click=${() => void this.#readAgain(record)}>${msg('Read again')}<span class="unseen">${title}</span></wa-button>
    </li>`
  }

  /** What went wrong in the reader's language; behind it the sentence of the server, for who has to mend it, which says all in English. */
  #reason(code: string, detail: string) {
    const known = currentLanguage() === 'en' && detail !== '' ? null : problemText(code)
    return html`<p class="small">${known === null ? nothing : html`${known.title}. `}${detail === '' ? nothing : html`<code lang="en">${detail}</code>`}</p>`
  }

  async #retry(id?: string): Promise<void> {
    await this.work(() => retrySteps(id), id === undefined ? msg('All steps are tried again') : msg('The step is tried again'))
    void this.#trouble.run()
  }

  async #readAgain(record?: string): Promise<void> {
    await this.work(() => readPagesAgain(record), msg('The pages wait to be read again'))
    void this.#trouble.run()
  }
}

define('opis-line', LineScreen)
