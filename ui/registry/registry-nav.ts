import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { may } from '../state/permissions.ts'
import type { Permission } from '../state/permissions.ts'
import { pageNav } from '../styles/page-nav.ts'
import { shared } from '../styles/shared.ts'

/** The pages of the registry, in the order in which they are shown. */
const pages: readonly { path: string; needs: Permission; title: () => string }[] = [
  { path: '/registry', needs: 'cards', title: () => msg('Documents') },
  { path: '/registry/new', needs: 'cards.register', title: () => msg('Register') },
  { path: '/registry/intake', needs: 'cards.register', title: () => msg('Intake') },
  { path: '/registry/registers', needs: 'registers', title: () => msg('Registers') },
  { path: '/registry/correspondents', needs: 'correspondents', title: () => msg('Correspondents') },
  { path: '/registry/papers', needs: 'papers.hand-over', title: () => msg('Papers on their way') },
  { path: '/registry/transmittals', needs: 'transmittals', title: () => msg('Transmittal lists') },
]

/** Links between the pages of the registry that the person may open; the one that is shown stands out. */
export class RegistryNav extends OpisElement {
  static override styles = [shared, pageNav]

  override render() {
    const open = pages.filter(({ needs }) => may(needs))
    return html`<nav aria-label=${msg('Registry')}><ul>
      ${open.map(({ path, title }) => html`<li><a href=${path} aria-current=${isHere(path) ? 'page' : nothing}>${title()}</a></li>`)}
    </ul></nav>`
  }
}

/** Pages below `/registry` that have no link of their own belong to the documents. */
function isHere(path: string): boolean {
  const here = location.pathname
  const fits = (one: string): boolean => here === one || here.startsWith(`${one}/`)
  return path === '/registry' ? fits(path) && !pages.some((other) => other.path !== path && fits(other.path)) : fits(path)
}

define('opis-registry-nav', RegistryNav)
