import { escapeXml } from './escape.ts'

/** HTML that is already safe; anything else is text and gets escaped. */
export type Markup = { readonly markup: string }

type Value = string | number | null | Markup | readonly Markup[]

/** Puts text into HTML; null is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { markup: parts.map((part, at) => part + (at < values.length ? put(values[at] ?? null) : '')).join('') }
}

function put(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'string') return escapeXml(value)
  if (typeof value === 'number') return String(value)
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('')
}
