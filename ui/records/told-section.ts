import { Task } from '@lit/task'
import { css, html, nothing, type TemplateResult } from 'lit'
import { OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { currentLanguage } from '../text/locale.ts'
import { shared } from '../styles/shared.ts'

export type ToldAbout = 'record' | 'file'

/** Something told of a record or a file behind a line that opens it; asked for when it is opened, in the reader's language. */
export abstract class ToldSection<Told> extends OpisElement {
  static override properties = { kind: {}, subject: {}, opened: { state: true } }
  declare kind: ToldAbout
  declare subject: string
  declare opened: boolean

  readonly #told = new Task(this, {
    task: ([opened, kind, subject, language], { signal }) => (opened && subject !== '' ? this.read(kind, subject, language, signal) : Promise.resolve(null)),
    args: () => [this.opened, this.kind, this.subject, currentLanguage()] as const,
  })

  static frame = [
    shared,
    css`
      summary {
        cursor: pointer;
        padding-block: var(--o-2);
        font-size: var(--o-small);
        font-weight: 600;
      }
    `,
  ]

  constructor() {
    super()
    this.kind = 'record'
    this.subject = ''
    this.opened = false
  }

  /** How tests find it. */
  protected abstract readonly testName: string
  protected abstract heading(): string
  protected abstract read(kind: ToldAbout, subject: string, language: ReturnType<typeof currentLanguage>, signal: AbortSignal): Promise<Told>
  protected abstract draw(told: Told): TemplateResult

  override render() {
    return html`<details @toggle=${this.#toggled} data-test=${this.testName}>
      <summary>${this.heading()}</summary>
      ${this.opened ? this.#told.render({ pending: waiting, complete: (told) => (told === null ? nothing : this.draw(told)), error: (error) => showError(error, () => void this.#told.run()) }) : nothing}
    </details>`
  }

  readonly #toggled = (event: Event): void => {
    this.opened = event.target instanceof HTMLDetailsElement && event.target.open
  }
}
