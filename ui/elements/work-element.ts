import { nothing } from 'lit'
import type { PropertyDeclarations, TemplateResult } from 'lit'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { OpisElement } from './base.ts'
import { readForm } from './read-form.ts'

/**
 * The frame of every form and of every button that asks something of the server: one thing at a time, `busy` meanwhile
 * (`?loading=${this.busy}`), and the error of the latest one kept until the next begins (`${this.problem()}`).
 */
export class WorkElement extends OpisElement {
  static override properties: PropertyDeclarations = { busy: { state: true }, error: { state: true } }
  declare busy: boolean
  declare error: unknown

  constructor() {
    super()
    this.busy = false
    this.error = null
  }

  /** Runs a call, busy meanwhile; null when it failed, with the error to be shown, or when another is under way: then `call` is not made. */
  protected async attempt<Answer>(call: () => Promise<Answer>): Promise<Answer | null> {
    if (this.busy) return null
    this.busy = true
    this.error = null
    try {
      return await call()
    } catch (error) {
      this.error = error
      return null
    } finally {
      this.busy = false
    }
  }

  /** The same; on success tells `done` and announces `changed` with the answer, which it returns. */
  protected async work<Answer>(call: () => Promise<Answer>, done: string): Promise<Answer | null> {
    return this.attempt(async () => {
      const answer = await call()
      announce(done)
      this.dispatchEvent(new CustomEvent<Answer>('changed', { detail: answer, bubbles: true, composed: true }))
      return answer
    })
  }

  /** The same for a form that was sent: `call` gets its trimmed fields by name. */
  protected async submit<Answer>(event: SubmitEvent, call: (text: (name: string) => string) => Promise<Answer>, done: string): Promise<Answer | null> {
    const read = readForm(event)
    return read === null ? null : this.work(() => call(read.text), done)
  }

  /** What went wrong, as a note; stands where the form wants it. */
  protected problem(): TemplateResult | typeof nothing {
    return this.error === null ? nothing : showError(this.error)
  }
}
