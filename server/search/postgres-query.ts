import type { Query, Sequence } from './parse-query.ts'
import { formLexemes, pairLexeme, quoted } from './postgres-words.ts'
import { stems } from './stem.ts'

/**
 * One reading of a query as texts of type tsquery: `wanted` for the index, which knows no places and so
 * may give too many; `checked` for words with places, null where the index decides alone; `ranked` for
 * the cover density; `together`: all words as one phrase, null for a single word.
 */
export type Reading = { wanted: string; checked: string | null; ranked: string; together: string | null }

/**
 * `exact`: the words as typed. `broad`: also inflected forms of words outside quotes; null where there is
 * no such word. `neighbours`: for the index, pages where all words as typed may stand together.
 */
export type PostgresQuery = { exact: Reading; broad: Reading | null; neighbours: string | null }

type Write = (sequence: Sequence) => string

export function postgresQuery(query: Query): PostgresQuery {
  const all = [...query.required.flat(), ...query.excluded]
  const hasPhrase = all.some((sequence) => sequence.tokens.length > 1)
  const reading = (index: Write, places: Write): Omit<Reading, 'ranked' | 'together'> => ({
    wanted: conjunction(query, index, (sequence) => (sequence.tokens.length > 1 ? null : asTyped(sequence))),
    checked: hasPhrase ? conjunction(query, places, asTyped) : null,
  })
  return {
    exact: { ...reading(inIndex, asTyped), ...ranking(query.required, asTyped) },
    broad: query.required.flat().some(hasForms)
      ? { ...reading((one) => either(one, inIndex), (one) => either(one, asTyped)), ...ranking(query.required.filter((any) => any.some(hasForms)), inForms) }
      : null,
    neighbours: neighboursOf(query),
  }
}

function conjunction(query: Query, required: Write, excluded: (sequence: Sequence) => string | null): string {
  const wanted = query.required.map((any) => `(${any.map(required).join(' | ')})`)
  const unwanted = query.excluded.map(excluded).filter((text) => text !== null)
  return [...wanted, ...unwanted.map((text) => `!(${text})`)].join(' & ')
}

function hasForms({ tokens, prefix, phrase }: Sequence): boolean {
  return !phrase && !(prefix && tokens.length === 1)
}

function word({ tokens, prefix }: Sequence, at: number): string {
  return `${quoted(tokens[at] ?? '')}${prefix && at === tokens.length - 1 ? ':*' : ''}`
}

function asTyped(sequence: Sequence): string {
  return `(${sequence.tokens.map((_, at) => word(sequence, at)).join(' <-> ')})`
}

/** The index knows neighbours by pairs; a last word that is only begun is no neighbour. */
function inIndex(sequence: Sequence): string {
  const { tokens, prefix } = sequence
  const words = tokens.map((_, at) => word(sequence, at))
  const pairs = tokens.slice(1, prefix ? -1 : undefined).map((token, at) => quoted(pairLexeme(tokens[at] ?? '', token)))
  return `(${[...words, ...pairs].join(' & ')})`
}

function formsAt(tokens: readonly string[], at: number): string {
  const token = tokens[at] ?? ''
  return `(${formLexemes(token, stems(token, null)).map(quoted).join(' | ')})`
}

function inForms({ tokens }: Sequence): string {
  return `(${tokens.map((_, at) => formsAt(tokens, at)).join(' <-> ')})`
}

/** A word as typed or in any form; of several words in a row all in any form. */
function either(sequence: Sequence, typed: Write): string {
  if (!hasForms(sequence)) return typed(sequence)
  if (sequence.tokens.length === 1) return `(${typed(sequence)} | ${formsAt(sequence.tokens, 0)})`
  const joined = typed === inIndex ? inForms(sequence).replaceAll(' <-> ', ' & ') : inForms(sequence)
  return `(${typed(sequence)} | ${joined})`
}

/** Stems do not tell beginnings, so among forms a begun word does not count for the rank. */
function ranking(required: Query['required'], write: Write): Pick<Reading, 'ranked' | 'together'> {
  const firsts = required.flatMap((any) => any.slice(0, 1))
  return {
    ranked: required.map((any) => `(${any.map(write).join(' | ')})`).join(' & '),
    together: firsts.length < 2 ? null : firsts.map(write).join(' <-> '),
  }
}

function neighboursOf(query: Query): string | null {
  const firsts = query.required.flatMap((any) => any.slice(0, 1))
  if (firsts.length < 2) return null
  const prefix = firsts.at(-1)?.prefix === true
  return inIndex({ tokens: firsts.flatMap((one) => one.tokens), prefix, phrase: true })
}
