import { msg } from '@lit/localize'
import { nothing } from 'lit'
import { define } from '../elements/base.ts'
import { PageBar, type BarPage } from '../elements/page-bar.ts'
import { may } from '../state/permissions.ts'

const pages: readonly BarPage[] = [
  { path: '/files', needs: 'search', title: () => msg('Files') },
  { path: '/people', needs: 'files.keep', title: () => msg('People') },
  { path: '/paper', needs: 'files.keep', title: () => msg('Paper') },
  { path: '/classes', needs: 'files.keep', title: () => msg('Classes and fonds') },
]

/** The screens of the file plan beside each other; people, paper and classes are for those who keep it. */
export class PlanNav extends PageBar {
  protected override pages(): readonly BarPage[] {
    return pages
  }

  protected override label(): string {
    return msg('File plan')
  }

  override render() {
    return may('files.keep') ? super.render() : nothing
  }
}

define('opis-plan-nav', PlanNav)
