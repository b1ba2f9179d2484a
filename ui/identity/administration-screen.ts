import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { may } from '../state/permissions.ts'
import '../municipality/setup-nav.ts'
import './station-section.ts'
import './token-section.ts'
import './user-section.ts'

/** People, programs and stations. */
export class AdministrationScreen extends OpisElement {
  override render() {
    return html`<div class="page stack">
      <opis-setup-nav path="/administration"></opis-setup-nav>
      <h1>${msg('Administration')}</h1>
      ${may('users.manage') ? html`<opis-users></opis-users>` : nothing} ${may('stations.enrol') ? html`<opis-stations></opis-stations>` : nothing}
      ${may('users.manage') ? html`<opis-tokens></opis-tokens>` : nothing}
    </div>`
  }
}

define('opis-administration', AdministrationScreen)
