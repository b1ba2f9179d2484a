/**
 * Fills a sentence with facts. A part in square brackets is said only where all of its facts are known:
 * `Extended[ until {until}][ because: {reason}]`. Runs in the server and, as text, in the embedded element.
 */
export function fillSentence(sentence: string, facts: Readonly<Record<string, string | null>>): string {
  return sentence.replace(/\[([^\]]*)\]|\{(\w+)\}/g, (_, part: string | undefined, name: string | undefined) => {
    if (part === undefined) return facts[name ?? ''] ?? ''
    const known = Array.from(part.matchAll(/\{(\w+)\}/g)).every(([, one]) => typeof facts[one ?? ''] === 'string')
    return known ? part.replace(/\{(\w+)\}/g, (_all, one: string) => facts[one] ?? '') : ''
  })
}
