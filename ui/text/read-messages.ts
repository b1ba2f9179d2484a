/** A message in the source: `msg` with a text in single or double quotes, or with a `str` template. */
const call = /\bmsg\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|str`((?:[^`\\]|\\.)*)`)/g

/**
 * Finds the English texts of all messages in a source file, with values as `{0}`, `{1}` … Used by the
 * test that keeps the message files complete.
 */
export function readMessages(source: string): string[] {
  return Array.from(source.matchAll(call), ([, single, double, template]) => {
    if (template === undefined) return (single ?? double ?? '').replaceAll(/\\(.)/g, '$1')
    return numbered(template)
  })
}

/** Replaces each `${…}`, brackets inside it included, by its number. */
function numbered(template: string): string {
  let text = ''
  let count = 0
  let depth = 0
  for (let at = 0; at < template.length; at += 1) {
    const char = template.charAt(at)
    if (depth === 0 && template.startsWith('${', at)) {
      text += `{${count}}`
      count += 1
      depth = 1
      at += 1
    } else if (depth > 0) {
      if (char === '{') depth += 1
      if (char === '}') depth -= 1
    } else {
      text += char
    }
  }
  return text
}
