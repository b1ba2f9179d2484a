import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { reportNames } from '../api/reports.ts'
import { define, OpisElement } from '../elements/base.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { reportWords } from './reports-words.ts'
import './tasks-nav.ts'

/** The reports that there are, also those that lie with other parts of the house. */
export class ReportsScreen extends OpisElement {
  static override styles = [
    shared,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
        gap: var(--o-3);
      }
      li a {
        display: block;
        block-size: 100%;
        text-decoration: none;
        color: inherit;
      }
      li a:hover {
        background: var(--o-hover);
      }
      strong {
        display: block;
        color: var(--o-accent);
      }
    `,
  ]

  override render() {
    return html`<div class="page stack">
      <opis-tasks-nav path="/tasks/reports"></opis-tasks-nav>
      <h1>${msg('Reports')}</h1>
      <p class="quiet">${msg('Heads see the units that they lead; control, the head of the house and the administrator see all of it.')}</p>
      <ul>
        ${reportNames.map((report) => link(`/tasks/reports/${report}`, reportWords[report].title(), reportWords[report].about()))}
        ${may('visas.watch') ? link('/tasks/waiting-times', msg('Waiting times of visas'), msg('How long each person keeps visas and approvals.')) : nothing}
        ${may('retention.watch') ? link('/retention', msg('Retention'), msg('Among others, the metres of shelf that become free.')) : nothing}
      </ul>
    </div>`
  }
}

const link = (href: string, title: string, about: string) => html`<li><a class="card" href=${href}><strong>${title}</strong><span class="small">${about}</span></a></li>`

define('opis-reports', ReportsScreen)
