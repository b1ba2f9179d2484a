import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { BatchReport, DecideException } from '#contract/capture.ts'
import { batchThumbnailPath, decideException } from '../api/capture.ts'
import type { BatchException } from '../api/capture.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { announce } from '../state/notice.ts'
import { may } from '../state/permissions.ts'
import { decisionFields, knownActions, needsImages, readDecision } from './decision-form.ts'
import type { DecisionAction } from './decision-form.ts'
import { exceptionText } from './exception-text.ts'
import { exceptionStyles } from './exception-styles.ts'
import { coverOf } from './find-cover.ts'

/** One exception of a batch with the answers a person may give. Announces `decided` with the new report, and `look` with the number of an image. */
export class ExceptionCard extends WorkElement {
  static override properties = {
    batch: {},
    exception: { attribute: false },
    records: { attribute: false },
    action: { state: true },
    left: { state: true },
    complaint: { state: true },
  }
  declare batch: string
  declare exception: BatchException
  declare records: BatchReport['records']
  declare action: DecisionAction | null
  /** Images that the person has taken out of the answer. */
  declare left: ReadonlySet<number>
  declare complaint: string

  static override styles = exceptionStyles

  constructor() {
    super()
    this.records = []
    this.action = null
    this.left = new Set()
    this.complaint = ''
  }

  override render() {
    const { exception } = this
    const { title, sentence } = exceptionText(exception)
    return html`<article class="card" tabindex="-1" aria-label=${msg(str`${title}, image ${exception.image}`)}>
      <div class="head">
        <wa-icon name="warning"></wa-icon>
        <div>
          <h3>${title}</h3>
          <p>${sentence}</p>
        </div>
      </div>
      <ul class="images">${this.#images().map((image) => this.#image(image))}</ul>
      ${may('capture.decide') ? html`<div class="row">${knownActions(exception.actions).map(({ action, label }) => this.#choice(action, label))}</div>` : nothing}
      ${this.action === null ? nothing : this.#form(this.action)}
      ${this.complaint === '' ? nothing : html`<opis-problem .heading=${this.complaint}></opis-problem>`}
      ${this.problem()}
    </article>`
  }

  /** Brings a person who uses the keyboard to this exception. */
  override focus(): void {
    this.renderRoot.querySelector('article')?.focus()
  }

  #images(): number[] {
    return [...new Set([this.exception.image, ...this.exception.images])].sort((a, b) => a - b)
  }

  #image(image: number) {
    const taken = !this.left.has(image)
    const name = msg(str`Image ${image}`)
    const picture = html`<img class="thumb" src=${batchThumbnailPath(this.batch, image)} alt="" loading="lazy" /><span>${image}</span>`
    const look = msg(str`Look at image ${image}`)
    if (this.action === null || !needsImages(this.action)) {
      return html`<li><button class="image look" aria-label=${look} @click=${() => this.#look(image)}>${picture}</button></li>`
    }
    return html`<li>
      <button class="image" aria-pressed=${taken} aria-label=${name} @click=${() => this.#toggle(image)}>${picture}</button>
      <button class="closer" aria-label=${look} title=${look} @click=${() => this.#look(image)}><wa-icon name="search"></wa-icon></button>
    </li>`
  }

  #choice(action: DecisionAction, label: string) {
    const chosen = this.action === action
    return html`<wa-button size="s" variant=${chosen ? 'brand' : 'neutral'} appearance=${chosen ? 'filled-outlined' : 'outlined'} aria-pressed=${chosen ? 'true' : 'false'} @click=${() => this.#choose(chosen ? null : action)}>${label}</wa-button>`
  }

  #form(action: DecisionAction) {
    return html`<form @submit=${this.#send}>
      ${decisionFields(action, coverOf(this.exception, this.records))}
      <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Confirm')}</wa-button>
    </form>`
  }

  #choose(action: DecisionAction | null): void {
    this.action = action
    this.left = new Set()
    this.error = null
    this.complaint = ''
  }

  #look(image: number): void {
    this.dispatchEvent(new CustomEvent('look', { detail: image, bubbles: true, composed: true }))
  }

  #toggle(image: number): void {
    const left = new Set(this.left)
    if (!left.delete(image)) left.add(image)
    this.left = left
  }

  async #send(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (this.action === null || !(event.target instanceof HTMLFormElement)) return
    const images = this.#images().filter((image) => !this.left.has(image))
    const answer = readDecision(this.action, images, this.exception.image, new FormData(event.target))
    if (answer.kind === 'incomplete') {
      this.complaint = answer.sentence
      return
    }
    await this.#decide(answer.decision)
  }

  async #decide(decision: DecideException): Promise<void> {
    this.complaint = ''
    await this.attempt(async () => {
      const report = await decideException(this.batch, decision)
      announce(msg('The decision was taken over'))
      this.dispatchEvent(new CustomEvent('decided', { detail: report }))
    })
  }
}

define('opis-exception', ExceptionCard)
