import { msg } from '@lit/localize'
import { define } from '../elements/base.ts'
import { PageBar, type BarPage } from '../elements/page-bar.ts'

const pages: readonly BarPage[] = [
  { path: '/counter', needs: 'counter', title: () => msg('Take in') },
  { path: '/counter/ready', needs: 'counter', title: () => msg('Hand out') },
  { path: '/counter/awaited', needs: 'counter', title: () => msg('Papers awaited') },
]

/** Links between the pages of the one window; the one that is shown stands out. */
export class CounterNav extends PageBar {
  protected override pages(): readonly BarPage[] {
    return pages
  }

  protected override label(): string {
    return msg('Counter')
  }
}

define('opis-counter-nav', CounterNav)
