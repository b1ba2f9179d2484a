/**
 * Whether a key was pressed as a shortcut: alone, and not while something is being typed.
 * Reads the composed path, since our fields lie in shadow trees.
 */
export function shellKey(event: KeyboardEvent, key: string): boolean {
  if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false
  return !event.composedPath().some(takesText)
}

function takesText(node: EventTarget): boolean {
  if (!(node instanceof HTMLElement)) return false
  if (node.isContentEditable || node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement) return true
  return node instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(node.type)
}
