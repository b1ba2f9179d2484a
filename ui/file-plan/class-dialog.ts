import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { languages } from '#kernel/language.ts'
import { saveBody, saveClass, saveFonds } from '../api/files.ts'
import type { ClassTree, PlanClass } from '../api/files.ts'
import { define } from '../elements/base.ts'
import { shared } from '../styles/shared.ts'
import { languageNames } from '../text/locale.ts'
import { titleIn } from './plan-words.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'

type Fonds = ClassTree['fonds'][number]
type Edited = PlanClass | Fonds | 'new-class' | 'new-fonds' | 'body' | null
const isFonds = (edited: Edited): edited is Fonds | 'new-fonds' => edited === 'new-fonds' || (edited !== null && typeof edited === 'object' && 'number' in edited)

/** Titles of a class or fonds, or the name of the body, in five languages, and the place, days and privacy of a class. Announces `changed`, and `close`. */
export class ClassDialog extends WorkElement {
  static override properties = { tree: { attribute: false }, edited: { attribute: false } }
  declare tree: ClassTree
  declare edited: Edited

  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: var(--o-4);
      }
    `,
  ]

  constructor() {
    super()
    this.edited = null
  }

  override render() {
    const { edited } = this
    const title = edited === 'body' ? msg('Name the body') : edited === 'new-class' ? msg('Add a class') : edited === 'new-fonds' ? msg('Add a fonds') : isFonds(edited) ? msg('Change the fonds') : msg('Change the class')
    return html`<wa-dialog label=${title} ?open=${edited !== null} @wa-after-hide=${this.#hidden}>${edited === null ? nothing : this.#form(edited)}</wa-dialog>`
  }

  #form(edited: Exclude<Edited, null>) {
    const titles: Readonly<Record<string, string>> = edited === 'body' ? this.tree.body.name : typeof edited === 'string' ? {} : edited.title
    const heading = edited === 'body' ? msg('Name of the body') : msg('Title')
    return html`<form @submit=${this.#save}>
      ${edited === 'new-class' ? html`<wa-input name="code" label=${msg('Code')} hint=${msg('Small Latin letters, digits, dot, hyphen, slash; it never changes')} pattern="[a-z0-9][a-z0-9.\\/\\-]{0,63}" required autocomplete="off" autofocus></wa-input>` : nothing}
      ${edited === 'new-fonds' ? html`<wa-input name="number" label=${msg('Number of the fonds')} maxlength="64" required autocomplete="off" autofocus></wa-input>` : nothing}
      ${languages.map((code) => html`<wa-input name=${`title-${code}`} label=${`${heading}: ${languageNames[code]}`} value=${titles[code] ?? ''} maxlength="500" autocomplete="off"></wa-input>`)}
      ${edited === 'body' || isFonds(edited) ? nothing : this.#classFields(edited === 'new-class' ? null : edited)} ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button>
        <wa-button appearance="outlined" @click=${this.#close}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  #classFields(known: PlanClass | null) {
    const date = (name: string, label: string, value: string | null | undefined) => html`<wa-input name=${name} type="date" label=${label} value=${value ?? ''}></wa-input>`
    return html`<wa-select name="fonds" label=${msg('Fonds')} value=${known?.fonds ?? this.tree.fonds[0]?.number ?? ''}>
        ${this.tree.fonds.map(({ number, title }) => html`<wa-option value=${number}>${number} ${titleIn(title, '')}</wa-option>`)}
      </wa-select>
      <wa-select name="parent" label=${msg('Within the class')} value=${known?.parent ?? ''} with-clear placeholder=${msg('None')}>
        ${this.tree.classes.filter((one) => one.code !== known?.code).map(({ code, title }) => html`<wa-option value=${code}>${titleIn(title, code)}</wa-option>`)}
      </wa-select>
      ${known === null
        ? html`<wa-input name="unit" label=${msg('Unit whose people see it')} maxlength="64" autocomplete="off"></wa-input><wa-checkbox name="whole" value="yes">${msg('Everybody who may sign in sees it')}</wa-checkbox>`
        : nothing}
      <wa-checkbox name="personal" value="yes" ?checked=${known?.personal ?? true}>${msg('Titles may name people: nothing of them stays after destruction')}</wa-checkbox>
      ${date('opened', msg('Takes files from'), known?.openedOn)} ${date('closed', msg('Takes files until'), known?.closedOn)}`
  }

  async #save(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    const { edited } = this
    if (read === null || edited === null) return
    const { text } = read
    const or = (name: string): string | null => (text(name) === '' ? null : text(name))
    const title = Object.fromEntries(languages.flatMap((code) => (text(`title-${code}`) === '' ? [] : [[code, text(`title-${code}`)]])))
    if (edited === 'body') await this.work(() => saveBody(title), msg('Saved'))
    else if (isFonds(edited)) await this.work(() => saveFonds(edited === 'new-fonds' ? text('number') : edited.number, title), msg('Saved'))
    else {
      const own = edited === 'new-class' ? { code: text('code'), unit: or('unit'), wholeHouse: text('whole') === 'yes' } : { code: edited.code }
      await this.work(() => saveClass({ ...own, title, fonds: or('fonds'), parent: or('parent'), personal: text('personal') === 'yes', openedOn: or('opened'), closedOn: or('closed') }), msg('Saved'))
    }
  }

  #hidden(event: Event): void {
    if (event.target === event.currentTarget) this.#close()
  }

  #close(): void {
    this.error = null
    this.dispatchEvent(new CustomEvent('close'))
  }
}

define('opis-class-dialog', ClassDialog)
