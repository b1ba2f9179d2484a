import { html } from 'lit'
import type { TemplateResult } from 'lit'

/** Pieces of text, the found ones in `<mark>`. */
export function markedText(parts: readonly { text: string; marked: boolean }[]): TemplateResult {
  return html`${parts.map((part) => (part.marked ? html`<mark>${part.text}</mark>` : part.text))}`
}
