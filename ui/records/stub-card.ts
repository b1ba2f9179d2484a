import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { StubView } from '#contract/destruction.ts'
import { readStub } from '../api/execution.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { classTitle } from '../state/classes.ts'
import { formatDate } from '../text/format.ts'
import { recordStyles } from './record-styles.ts'

/** In place of a record that was destroyed or handed over: what stays of it. Without a stub, what was put inside is shown. */
export class StubCard extends OpisElement {
  static override properties = { record: {} }
  declare record: string
  static override styles = recordStyles

  readonly #stub = new Task(this, { task: ([id], { signal }) => readStub(id, signal), args: () => [this.record] as const })

  constructor() {
    super()
    this.record = ''
  }

  override render() {
    return this.#stub.render({ pending: () => waiting(), complete: drawStub, error: () => html`<slot></slot>` })
  }
}

function drawStub(stub: StubView) {
  const fact = (label: string, value: string | null) => (value === null || value === '' ? nothing : html`<div><dt>${label}</dt><dd>${value}</dd></div>`)
  const rule = [...new Set([stub.rule, stub.cite, stub.schedule, stub.version])].filter((one) => one !== null).join(', ')
  return html`<section class="card stack" aria-labelledby="stub">
    <h1 id="stub">${stub.kind === 'transferred' ? msg('This record was handed over') : msg('This record was destroyed')}</h1>
    <p>${msg(str`Under act ${stub.act}, on ${formatDate(stub.endedOn)}.`)} ${stub.state === 'destroyed-backups-pending' && stub.backupsUntil !== null ? msg(str`Backups may hold it until ${formatDate(stub.backupsUntil)}.`) : nothing}</p>
    <dl>
      ${fact(msg('Title'), stub.title)} ${fact(msg('Class'), stub.class === null ? null : classTitle(stub.class))} ${fact(msg('File'), stub.file)}
      ${fact(msg('Date'), stub.dateFirst === null ? null : formatDate(stub.dateFirst))} ${fact(msg('Rule'), rule)}
      <div><dt>${msg('Number')}</dt><dd><code>${stub.record}</code></dd></div>
    </dl>
  </section>`
}

define('opis-stub', StubCard)
