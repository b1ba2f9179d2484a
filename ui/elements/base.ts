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

/** Registers an element once; a second registration of the same name is ignored. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element)
}
