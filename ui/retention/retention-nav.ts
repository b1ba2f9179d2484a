import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg } from '@lit/localize'
import { css, html } from 'lit'
import { define } from '../elements/base.ts'
import { PageBar, type BarPage } from '../elements/page-bar.ts'

const pages: readonly BarPage[] = [
  { path: '/retention', needs: 'retention.watch', title: () => msg('Overview') },
  { path: '/retention/due', needs: 'due', title: () => msg('Due') },
  { path: '/retention/acts', needs: 'acts', title: () => msg('Acts') },
  { path: '/retention/commissions', needs: 'acts', title: () => msg('Commissions') },
  { path: '/retention/transfers', needs: 'acts', title: () => msg('Handing over') },
  { path: '/retention/holds', needs: 'holds', title: () => msg('Holds') },
  { path: '/retention/erasure', needs: 'holds', title: () => msg('Personal data') },
  { path: '/retention/schedules', needs: 'schedules', title: () => msg('Rules') },
]

/** Links between the pages of retention that the person may open, and a button that prints the page that is shown. */
export class RetentionNav extends PageBar {
  static override styles = [
    ...PageBar.styles,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: var(--o-2);
      }
      nav {
        flex: 1 1 20rem;
        min-inline-size: 0;
      }
      @media (max-width: 40rem) {
        .print {
          display: none;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ]

  override render() {
    return html`<div class="bar">${super.render()}<wa-button class="print" size="s" appearance="outlined" @click=${() => window.print()}>${msg('Print')}</wa-button></div>`
  }

  protected override pages(): readonly BarPage[] {
    return pages
  }

  protected override label(): string {
    return msg('Retention')
  }
}

define('opis-retention-nav', RetentionNav)
