import { msg } from '@lit/localize'
import { define } from '../elements/base.ts'
import { PageBar, type BarPage } from '../elements/page-bar.ts'

const pages: readonly BarPage[] = [
  { path: '/registry', needs: 'cards', title: () => msg('Documents') },
  { path: '/registry/new', needs: 'cards.register', title: () => msg('Register') },
  { path: '/registry/intake', needs: 'cards.register', title: () => msg('Intake') },
  { path: '/registry/registers', needs: 'registers', title: () => msg('Registers') },
  { path: '/registry/correspondents', needs: 'correspondents', title: () => msg('Correspondents') },
  { path: '/registry/papers', needs: 'papers.hand-over', title: () => msg('Papers on their way') },
  { path: '/registry/transmittals', needs: 'transmittals', title: () => msg('Transmittal lists') },
]

/** Links between the pages of the registry that the person may open; the one that is shown stands out. */
export class RegistryNav extends PageBar {
  protected override pages(): readonly BarPage[] {
    return pages
  }

  protected override label(): string {
    return msg('Registry')
  }
}

define('opis-registry-nav', RegistryNav)
