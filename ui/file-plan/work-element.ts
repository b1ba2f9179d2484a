import { OpisElement } from '../elements/base.ts'
import { announce } from '../state/notice.ts'

/** An element that does one thing at a time and says how it ended. */
export class WorkElement extends OpisElement {
  static override properties = { busy: { state: true }, error: { state: true } }
  declare busy: boolean
  declare error: unknown

  constructor() {
    super()
    this.busy = false
    this.error = null
  }

  /** Runs a call of the API; on success tells `done` and announces `changed` with the answer, which it returns; null when it failed. */
  protected async work<Answer>(call: () => Promise<Answer>, done: string): Promise<Answer | null> {
    return this.attempt(async () => {
      const answer = await call()
      announce(done)
      this.dispatchEvent(new CustomEvent<Answer>('changed', { detail: answer, bubbles: true, composed: true }))
      return answer
    })
  }

  /** Runs a call, busy meanwhile; null when it failed, with the error to be shown. */
  protected async attempt<Answer>(call: () => Promise<Answer>): Promise<Answer | null> {
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

  /** The same for a form that was sent: `call` gets its trimmed fields by name. */
  protected async submit<Answer>(event: SubmitEvent, call: (text: (name: string) => string) => Promise<Answer>, done: string): Promise<Answer | null> {
    const read = readForm(event)
    return read === null ? null : this.work(() => call(read.text), done)
  }
}

/** The form of a submit event, which is not sent by the browser, with its trimmed fields. */
export function readForm(event: SubmitEvent): { form: HTMLFormElement; text: (name: string) => string } | null {
  event.preventDefault()
  if (!(event.target instanceof HTMLFormElement)) return null
  const data = new FormData(event.target)
  return { form: event.target, text: (name) => String(data.get(name) ?? '').trim() }
}

/** A date of known precision: year, year and month, or day. */
export const datePattern = '\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?'
