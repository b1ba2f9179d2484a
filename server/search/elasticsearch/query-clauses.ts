import type { estypes } from '@elastic/elasticsearch'
import type { Query, Sequence } from '../parse-query.ts'
import { stems } from '../stem.ts'
import { formFields } from './mapping.ts'
import { formsOfWord } from './page-document.ts'

export type Clause = NonNullable<estypes.QueryDslQueryContainer>
type Interval = NonNullable<estypes.QueryDslIntervalsContainer>

/** How pages are found and ranked by one reading of a query: the words as typed, or their forms. */
export type Reading = {
  /** All must hold. */
  required: Clause[]
  /** The nearer the words, and the oftener, the higher: of the page alone, never of the index; null where nothing ranks. */
  density: Clause | null
  /** All words as one phrase; null for a single word. */
  together: Clause | null
}

/** `broad`: also inflected forms of words outside quotes; null where there is no such word. */
export type QueryClauses = { exact: Reading; broad: Reading | null; excluded: Clause[] }

/** A query in the words of Elasticsearch, with the same meaning as for PostgreSQL (`postgres-query.ts`). */
export function queryClauses({ required, excluded }: Query): QueryClauses {
  const withForms = required.filter((any) => any.some(hasForms))
  return {
    exact: { required: required.map((any) => oneOf(any.map(asTyped))), ...ranking(required, 'words', typedInterval) },
    broad: withForms.length === 0 ? null : { required: required.map((any) => oneOf(any.flatMap(inAnyForm))), ...ranking(withForms, formFields[0] ?? '', formsInterval) },
    excluded: excluded.map(asTyped),
  }
}

function hasForms({ tokens, prefix, phrase }: Sequence): boolean {
  return !phrase && !(prefix && tokens.length === 1)
}

function oneOf(clauses: Clause[]): Clause {
  const [first] = clauses
  return clauses.length === 1 && first !== undefined ? first : { bool: { should: clauses, minimum_should_match: 1 } }
}

function asTyped(sequence: Sequence): Clause {
  const [first = ''] = sequence.tokens
  if (sequence.tokens.length > 1) return sequence.prefix ? intervals('words', typedInterval(sequence)) : { match_phrase: { words: { query: sequence.tokens.join(' ') } } }
  return sequence.prefix ? { prefix: { words: { value: first } } } : { term: { words: { value: first } } }
}

/** A word as typed or in any form; of several words in a row all in any form. */
function inAnyForm(sequence: Sequence): Clause[] {
  if (!hasForms(sequence)) return [asTyped(sequence)]
  const [first = ''] = sequence.tokens
  if (sequence.tokens.length > 1) return [asTyped(sequence), intervals(formFields[0] ?? '', formsInterval(sequence))]
  return [asTyped(sequence), ...formFields.map((field) => ({ terms: { [field]: [...formsOfWord(first, stems(first, null))] } }))]
}

function intervals(field: string, interval: Interval): Clause {
  return { intervals: { [field]: interval } }
}

function inRow(parts: Interval[]): Interval {
  const [first] = parts
  return parts.length === 1 && first !== undefined ? first : { all_of: { intervals: parts, ordered: true, max_gaps: 0 } }
}

function anyOf(parts: Interval[]): Interval {
  const [first] = parts
  return parts.length === 1 && first !== undefined ? first : { any_of: { intervals: parts } }
}

function typedInterval({ tokens, prefix }: Sequence): Interval {
  return inRow(tokens.map((token, at) => (prefix && at === tokens.length - 1 ? { prefix: { prefix: token } } : { match: { query: token } })))
}

/** A word has the same place in every field of forms. */
function formsInterval({ tokens }: Sequence): Interval {
  return inRow(
    tokens.map((token) =>
      anyOf(formFields.flatMap((field, at) => formsOfWord(token, stems(token, null)).map((form) => ({ match: { query: form, ...(at === 0 ? {} : { use_field: field }) } })))),
    ),
  )
}

function ranking(required: Query['required'], field: string, write: (sequence: Sequence) => Interval): Pick<Reading, 'density' | 'together'> {
  const clauses = distinct(required.map((any) => anyOf(any.map(write))))
  const firsts = required.flatMap((any) => any.slice(0, 1))
  const [only] = clauses
  return {
    density: only === undefined ? null : intervals(field, clauses.length === 1 ? only : { all_of: { intervals: clauses, ordered: false } }),
    together: firsts.length < 2 ? null : intervals(field, inRow(firsts.map(write))),
  }
}

/** A word that is asked for twice need not be there twice. */
function distinct(all: Interval[]): Interval[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
}
