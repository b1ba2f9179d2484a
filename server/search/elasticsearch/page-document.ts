import { tokenise } from '#kernel/fold.ts'
import { languages } from '#kernel/language.ts'
import { pageFields } from '../page-fields.ts'
import type { IndexedPage } from '../search-index.ts'
import { stems } from '../stem.ts'
import { formFields, noForm } from './mapping.ts'

/** A page as it lies in Elasticsearch. Each text is its folded words with spaces between; the title is a text of its own. */
export type PageDocument = Record<string, string | number | boolean | null | readonly string[]>

export function pageDocument(page: IndexedPage): PageDocument {
  const texts = [page.text, ...(page.page === 1 ? [page.title] : [])].map((text) => tokenise(text).map(({ token }) => token))
  return {
    ...pageFields(page),
    words: texts.map((tokens) => tokens.join(' ')),
    ...formsOf(texts, page.language),
    brevity: brevityOf(texts.reduce((sum, tokens) => sum + tokens.length, 0)),
  }
}

/** Number of a page among the documents of the index. */
export function documentId({ record, page }: { record: string; page: number }): string {
  return `${record}:${page}`
}

/** The stems of a word, which stands for itself where it has none (a number). */
export function formsOfWord(token: string, found: readonly string[]): readonly string[] {
  return found.length === 0 ? [token] : found
}

/** Further fields of stems are left out where no word of the page has so many. */
function formsOf(texts: readonly (readonly string[])[], name: string | null): Record<string, string[]> {
  const language = languages.find((one) => one === name) ?? null
  const known = new Map<string, readonly string[]>()
  const forms = (token: string) => {
    const found = known.get(token) ?? formsOfWord(token, stems(token, language))
    known.set(token, found)
    return found
  }
  const lists = texts.map((tokens) => tokens.map(forms))
  const most = Math.max(1, ...lists.flat().map((found) => found.length))
  return Object.fromEntries(formFields.slice(0, most).map((field, at) => [field, lists.map((list) => list.map((found) => found[at] ?? noForm).join(' '))]))
}

/** A word counts a little more on a short page; between 1 (one word) and about a half (20,000). */
function brevityOf(words: number): number {
  return 1 / (1 + Math.log(Math.max(words, 1)) / 10)
}
