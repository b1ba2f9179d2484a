import type { LocaleModule } from '@lit/localize'
import { generateMsgId } from '@lit/localize/internal/id-generation.js'

type Templates = LocaleModule['templates']

/**
 * Turns a message file (`{"English text": "translation"}`, values as `{0}`, `{1}` …) into the
 * templates of @lit/localize. Keeping the English text as key lets people review a language without tools.
 */
export function toTemplates(messages: Readonly<Record<string, string>>): Templates {
  const templates: Record<string, Templates[string]> = {}
  for (const [source, target] of Object.entries(messages)) {
    const from = splitValues(source)
    if (from.values.length === 0) {
      templates[generateMsgId(source, false)] = target
      continue
    }
    const to = splitValues(target)
    const strings: TemplateStringsArray = Object.assign([...to.strings], { raw: to.strings })
    templates[generateMsgId(from.strings, false)] = { strTag: true, strings, values: to.values }
  }
  return templates
}

/** Splits `Page {0} of {1}` into its strings and the numbers of its values. */
export function splitValues(text: string): { strings: string[]; values: number[] } {
  const strings: string[] = []
  const values: number[] = []
  let from = 0
  for (const hit of text.matchAll(/\{(\d)\}/g)) {
    strings.push(text.slice(from, hit.index))
    values.push(Number(hit[1]))
    from = hit.index + hit[0].length
  }
  strings.push(text.slice(from))
  return { strings, values }
}
