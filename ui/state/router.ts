import { createStore } from './store.ts'

type Address = { path: string; search: string }

let searchBefore = '/'

function read(): Address {
  if (location.pathname === '/') searchBefore = `/${location.search}`
  return { path: location.pathname, search: location.search }
}

/** The search that the person came from, with its words and filters. */
export function lastSearch(): string {
  return searchBefore
}

/** The address shown in the browser. Screens read it through the shell. */
export const address = createStore<Address>(read())

/** Goes to another place within the UI. `replace` keeps the back button free of small steps. */
export function go(to: string, options: { replace?: boolean } = {}): void {
  if (options.replace === true) history.replaceState(history.state, '', to)
  else history.pushState(null, '', to)
  address.set(read())
}

/** Follows the back button, and links of our own without loading the page anew. */
export function startRouter(): void {
  addEventListener('popstate', () => address.set(read()))
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement)
    if (link === undefined || !isOurs(link)) return
    event.preventDefault()
    go(link.pathname + link.search)
  })
}

function isOurs(link: HTMLAnchorElement): boolean {
  return link.origin === location.origin && link.target === '' && !link.hasAttribute('download') && !link.pathname.startsWith('/api/') && link.hash === ''
}
