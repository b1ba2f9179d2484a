import { updateWhenLocaleChanges } from '@lit/localize'
import { LitElement } from 'lit'
import type { CSSResultGroup } from 'lit'
import { shared } from '../styles/shared.ts'

/** Root of all our elements: the shared styles, and drawn anew when the language changes. */
export class OpisElement extends LitElement {
  static override styles: CSSResultGroup = shared

  constructor() {
    super()
    updateWhenLocaleChanges(this)
  }
}

/** Registers an element under its name. Throws where another element has this name: one of the two would never be drawn. */
export function define(name: string, element: CustomElementConstructor): void {
  const known = customElements.get(name)
  if (known === element) return
  if (known !== undefined) throw new Error(`two elements are called ${name}`)
  customElements.define(name, element)
}
