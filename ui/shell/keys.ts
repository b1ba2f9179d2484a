/** What a key press says of itself; `code` names the key by its place on a keyboard of Latin letters. */
type Press = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>

/**
 * Whether a press means a shortcut, on any keyboard layout: where the layout writes Cyrillic or Georgian,
 * the key in the same place counts. Latin layouts go by what is printed on the key.
 */
export function means({ key, code, shiftKey }: Press, wanted: string): boolean {
  if (key === wanted) return true
  if (/^[a-z]$/.test(wanted)) return /^\p{L}$/u.test(key) && !/\p{Script=Latin}/u.test(key) && code === `Key${wanted.toUpperCase()}` && !shiftKey
  // Cyrillic layouts have a full stop and a comma on the key of `/` and `?`.
  if (wanted === '/') return code === 'Slash' && key === '.' && !shiftKey
  if (wanted === '?') return code === 'Slash' && key === ',' && shiftKey
  return false
}

/**
 * Whether a key was pressed as a shortcut: alone, and not while something is being typed.
 * Reads the composed path, since our fields lie in shadow trees.
 */
export function shellKey(event: KeyboardEvent, key: string): boolean {
  if (!means(event, key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false
  return !event.composedPath().some(takesText)
}

/** Whether what is pressed there becomes text of a field. */
export function takesText(node: EventTarget): boolean {
  if (!(node instanceof HTMLElement)) return false
  if (node.isContentEditable || node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement) return true
  return node instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(node.type)
}
