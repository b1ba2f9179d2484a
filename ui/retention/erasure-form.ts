import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/textarea/textarea.js'
import { msg } from '@lit/localize'
import { html } from 'lit'
import { addErasureRequest } from '../api/erasure-requests.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'

/** A new request to erase. Announces `added` with its number, and `close`. */
export class ErasureForm extends WorkElement {

  override render() {
    return html`<form class="card stack" @submit=${this.#add} aria-labelledby="new">
      <h2 id="new">${msg('Take in a request')}</h2>
      <div class="fields">
        <wa-input name="requester" label=${msg('Who asks')} hint=${msg('As the answer addresses them')} maxlength="300" required autofocus></wa-input>
        <wa-input name="basis" label=${msg('Basis')} value="GDPR, Article 17" maxlength="500" required></wa-input>
        <wa-input name="receivedOn" type="date" label=${msg('Received on')} hint=${msg('Today if left empty')}></wa-input>
        <wa-input name="dueOn" type="date" label=${msg('Answer due on')} hint=${msg('One month later if left empty')}></wa-input>
        <wa-input name="person" label=${msg('About whom')} hint=${msg('The whole name, as it stands in the archive')} maxlength="300"></wa-input>
        <wa-textarea name="records" label=${msg('Or which documents')} hint=${msg('Identifiers, one in a line')} rows="2"></wa-textarea>
      </div>
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Take in')}</wa-button>
        <wa-button appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  async #add(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const data = new FormData(event.target)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const records = text('records').split(/\s+/).filter((id) => id !== '')
    const given = (name: 'person' | 'receivedOn' | 'dueOn') => (text(name) === '' ? {} : { [name]: text(name) })
    await this.attempt(async () => {
      const { number } = await addErasureRequest({ requester: text('requester'), basis: text('basis'), ...given('person'), ...given('receivedOn'), ...given('dueOn'), ...(records.length === 0 ? {} : { records }) })
      this.dispatchEvent(new CustomEvent('added', { detail: number }))
    })
  }
}

define('opis-erasure-form', ErasureForm)
