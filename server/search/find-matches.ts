import { tokenise, type Token } from '#kernel/fold.ts'
import { languages } from '#kernel/language.ts'
import type { Query, Sequence } from './parse-query.ts'
import { stems } from './stem.ts'

/** A token of a text that a query asks for; `clauses` are the members of `required` that it serves. */
export type MatchedToken = Token & { clauses: ReadonlySet<number> }

/**
 * The tokens of a text that make it match, by the same rules as the index: words or their inflected
 * forms, beginnings, and all words of a phrase only where they follow each other.
 */
export function findMatches(text: string, query: Query, language: string | null): MatchedToken[] {
  const tokens = tokenise(text)
  const sameForm = formComparer(language)
  const clausesAt = new Map<number, Set<number>>()
  query.required.forEach((alternatives, clause) => {
    for (const sequence of alternatives) {
      for (let at = 0; at + sequence.tokens.length <= tokens.length; at += 1) {
        if (!standsAt(tokens, at, sequence, sameForm)) continue
        for (let each = at; each < at + sequence.tokens.length; each += 1) {
          const clauses = clausesAt.get(each) ?? new Set()
          clausesAt.set(each, clauses.add(clause))
        }
      }
    }
  })
  return tokens.flatMap((token, at) => {
    const clauses = clausesAt.get(at)
    return clauses === undefined ? [] : [{ ...token, clauses }]
  })
}

type FormComparer = (wanted: string, found: string) => boolean

function standsAt(tokens: readonly Token[], at: number, sequence: Sequence, sameForm: FormComparer): boolean {
  return sequence.tokens.every((wanted, index) => {
    const found = tokens[at + index]?.token
    if (found === undefined) return false
    if (sequence.prefix && index === sequence.tokens.length - 1) return found.startsWith(wanted)
    return found === wanted || (!sequence.phrase && sameForm(wanted, found))
  })
}

function formComparer(name: string | null): FormComparer {
  const language = languages.find((one) => one === name) ?? null
  const wantedForms = new Map<string, readonly string[]>()
  const foundForms = new Map<string, readonly string[]>()
  const remembered = (memory: Map<string, readonly string[]>, token: string, make: () => readonly string[]) => {
    const known = memory.get(token) ?? make()
    memory.set(token, known)
    return known
  }
  return (wanted, found) => {
    // Every stem keeps at least three letters, so most words are told apart at once.
    if (wanted.slice(0, 2) !== found.slice(0, 2)) return false
    const forms = remembered(wantedForms, wanted, () => stems(wanted, null))
    return remembered(foundForms, found, () => stems(found, language)).some((form) => forms.includes(form))
  }
}
