import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { may } from '../state/permissions.ts'
import { pageNav } from '../styles/page-nav.ts'
import { shared } from '../styles/shared.ts'

/** The screens of the file plan beside each other; people, paper and classes are for those who keep it. */
export class PlanNav extends OpisElement {
  static override properties = { here: {} }
  declare here: 'files' | 'people' | 'paper' | 'classes' | ''

  static override styles = [shared, pageNav]

  constructor() {
    super()
    this.here = ''
  }

  override render() {
    if (!may('files.keep')) return nothing
    const place = (name: string, href: string, label: string) => html`<li><a href=${href} aria-current=${this.here === name ? 'page' : nothing}>${label}</a></li>`
    return html`<nav aria-label=${msg('File plan')}><ul>
      ${place('files', '/files', msg('Files'))} ${place('people', '/people', msg('People'))} ${place('paper', '/paper', msg('Paper'))} ${place('classes', '/classes', msg('Classes and fonds'))}
    </ul></nav>`
  }
}

define('opis-plan-nav', PlanNav)
