import { noChange } from 'lit'
import { Directive, directive, type ElementPart } from 'lit/directive.js'

/** Roles by the name of the element: a table whose rows are drawn as cards stays a table to those who hear it. */
const roles: Readonly<Record<string, string>> = { THEAD: 'rowgroup', TBODY: 'rowgroup', TR: 'row', TD: 'cell' }

class Stacked extends Directive {
  override render(): typeof noChange {
    return noChange
  }

  override update({ element }: ElementPart): typeof noChange {
    // The cells of this drawing come after the attributes of the table.
    if (element instanceof HTMLTableElement) queueMicrotask(() => labelCells(element))
    return noChange
  }
}

/**
 * On a table with a head: on a narrow screen each row is a card in which every cell says the name of its column (styles/stacked-table.ts).
 * Stands among the attributes: `<table ${stacked()}>`. The names follow the head at every drawing.
 */
export const stacked = directive(Stacked)

function labelCells(table: HTMLTableElement): void {
  table.classList.add('stacked')
  table.setAttribute('role', 'table')
  for (const part of table.querySelectorAll('thead, tbody, tr, td')) part.setAttribute('role', roles[part.tagName] ?? 'cell')
  for (const head of table.querySelectorAll('th')) head.setAttribute('role', head.closest('thead') === null ? 'rowheader' : 'columnheader')
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])]
  // A control over a column, such as “choose all”, stays in sight with its own name.
  for (const head of heads) head.dataset['label'] = head.querySelector('[aria-label]')?.getAttribute('aria-label') ?? ''
  const names = heads.map((head) => head.textContent.trim())
  for (const body of table.tBodies) for (const row of body.rows) [...row.cells].forEach((cell, at) => (cell.dataset['label'] = names[at] ?? ''))
}
