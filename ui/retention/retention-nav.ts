import { msg } from '@lit/localize'
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

/** Links between the pages of retention that the person may open. */
export class RetentionNav extends PageBar {
  protected override pages(): readonly BarPage[] {
    return pages
  }

  protected override label(): string {
    return msg('Retention')
  }
}

define('opis-retention-nav', RetentionNav)
